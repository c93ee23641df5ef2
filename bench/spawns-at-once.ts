// How many programs a Node process gets done in a second when some of them always run at once.

import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { JailKeeper } from '../src/index.js';
import type { Result } from './measure.js';
import { makeResult } from './node-level.js';

const AT_ONCE = 16;
const SPAWNS = { full: 320, quick: 64 };
const ROUNDS = { full: 11, quick: 3 };
const NS_PER_MS = 1e6;

export const SPAWNS_AT_ONCE = `spawn of /bin/true, ${AT_ONCE} at once: time of each`;

type SpawnOne = (file: string, args: string[], options: SpawnOptions) => ChildProcess;

/** The time of all, divided by their number. */
async function measureBlock(spawnOne: SpawnOne, spawns: number): Promise<number> {
  let left = spawns;
  const runSome = async (): Promise<void> => {
    while (left-- > 0) {
      const [code] = await once(spawnOne('/bin/true', [], { stdio: 'ignore' }), 'exit');
      if (code !== 0) throw new Error(`/bin/true ended with ${code}`);
    }
  };
  const startMs = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, runSome));
  return ((performance.now() - startMs) * NS_PER_MS) / spawns;
}

export async function measureSpawnsAtOnce(isQuick: boolean): Promise<Result> {
  // A jail holds one program at a time.
  const spawnJailed: SpawnOne = (file, args, options) => new JailKeeper().spawn(file, args, options);
  const native: number[] = [];
  const jailed: number[] = [];
  const spawns = isQuick ? SPAWNS.quick : SPAWNS.full;
  const rounds = isQuick ? ROUNDS.quick : ROUNDS.full;
  for (let round = -1; round < rounds; round++) {
    const pair = [await measureBlock(spawn, spawns), await measureBlock(spawnJailed, spawns)] as const;
    if (round < 0) continue;
    native.push(pair[0]);
    jailed.push(pair[1]);
  }
  return makeResult(SPAWNS_AT_ONCE, native, jailed);
}
