// What a jail costs a Node program: JailKeeper.spawn against child_process.spawn, one after the other in one process.

import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { JailKeeper } from '../src/index.js';
import { median, type Result } from './measure.js';

type Spawn = (file: string, args: string[], options: { stdio: StdioOptions }) => ChildProcess;

interface Sample {
  readonly wholeNs: number;
  readonly blockedNs: number;
}

interface Form {
  readonly name: string;
  readonly stdio: StdioOptions;
  readonly event: 'exit' | 'close';
}

const FORMS: readonly Form[] = [
  { name: "spawn of /bin/true to 'exit', no pipes", stdio: 'ignore', event: 'exit' },
  { name: "spawn of /bin/true to 'close', three pipes", stdio: 'pipe', event: 'close' },
];

export const NODE_LEVEL = 'spawn of /bin/true, one after the other';

const ROUNDS = { full: 300, quick: 50 };
const WARM_UP = 10;

const nowNs = (): number => Number(process.hrtime.bigint());

async function runOnce(spawnOne: Spawn, { stdio, event }: Form): Promise<Sample> {
  const start = nowNs();
  const child = spawnOne('/bin/true', [], { stdio });
  const returned = nowNs();
  child.stdout?.resume();
  child.stderr?.resume();
  await once(child, event);
  const wholeNs = nowNs() - start;
  // The next one shall not meet what this one leaves to be closed.
  await new Promise((resolve) => setImmediate(resolve));
  return { wholeNs, blockedNs: returned - start };
}

export function makeResult(workload: string, native: readonly number[], jailed: readonly number[]): Result {
  return {
    workload,
    figures: [
      { contestant: 'native', medianNs: median(native), runs: native.length },
      { contestant: 'keeper', medianNs: median(jailed), runs: jailed.length },
    ],
    failed: [],
  };
}

export async function measureNodeLevel(isQuick: boolean): Promise<Result[]> {
  const jail = new JailKeeper();
  const spawnJailed: Spawn = (file, args, options) => jail.spawn(file, args, options);
  const results: Result[] = [];
  for (const form of FORMS) {
    const native: Sample[] = [];
    const jailed: Sample[] = [];
    const rounds = isQuick ? ROUNDS.quick : ROUNDS.full;
    for (let round = -WARM_UP; round < rounds; round++) {
      const pair = [await runOnce(spawn, form), await runOnce(spawnJailed, form)] as const;
      if (round < 0) continue;
      native.push(pair[0]);
      jailed.push(pair[1]);
    }
    const whole = ({ wholeNs }: Sample) => wholeNs;
    const blocked = ({ blockedNs }: Sample) => blockedNs;
    results.push(makeResult(form.name, native.map(whole), jailed.map(whole)));
    results.push(makeResult(`${form.name}: blocked in spawn()`, native.map(blocked), jailed.map(blocked)));
  }
  return results;
}
