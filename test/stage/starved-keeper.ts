// A keeper that has almost nothing of something from its first instruction, in a service that has plenty.

import { ChildProcess } from 'node:child_process';
import process from 'node:process';

interface Options {
  file: string;
  args: string[];
}

type NativeSpawn = (...given: unknown[]) => unknown;

let limits: readonly string[] | undefined;

/** prlimit(1) sets them and becomes the keeper: pid, descriptors and parent stay as they are. */
function withLimits({ file, args }: Options): Options {
  if (limits === undefined || args[0] !== 'jailkeeper-keeper') return { file, args };
  return { file: '/usr/bin/prlimit', args: ['prlimit', ...limits, '--', file, ...args.slice(1)] };
}

/** Node 20 and 22 pass one object, Node 24 passes file and arguments by position. */
function limit(spawn: NativeSpawn): NativeSpawn {
  return function (this: unknown, ...given) {
    const [first, second, ...rest] = given;
    if (typeof first === 'object') return spawn.call(this, { ...first, ...withLimits(first as Options) });
    const { file, args } = withLimits({ file: first as string, args: second as string[] });
    return spawn.call(this, file, args, ...rest);
  };
}

type Native = Record<'spawn', NativeSpawn>;

const { _handle: handle } = new ChildProcess() as unknown as { _handle: Native };
const asynchronous = Object.getPrototypeOf(handle) as Native;
const synchronous = (process as unknown as { binding(name: string): Native }).binding('spawn_sync');
for (const native of [asynchronous, synchronous]) native.spawn = limit(native.spawn);

/** Keepers that are started from here on are. */
export function starveKeepers(given: readonly string[] | undefined): void {
  limits = given;
}

// It looks for the native functions when it is loaded.
export const { JailKeeper } = await import('../../src/index.js');
