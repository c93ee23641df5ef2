// Puts a jail beneath node:child_process. Its functions check, normalise, time out and collect as always; only the one
// call of each form that starts a process is replaced: ChildProcess.prototype.spawn, and the binding of spawnSync().

import { ChildProcess } from 'node:child_process';
import type { Jail } from '../jail/jail.js';
import type {
  NativeSpawnOptions,
  NativeSyncOptions,
  NativeSyncResult,
  ProcessHandle,
} from '../keeper/process-handle.js';
import { readSpawnCall } from '../keeper/spawn-call.js';
import { startJailed } from './start.js';
import { type SyncOutcome, startJailedSync } from './start-sync.js';

interface InternalChildProcess extends ChildProcess {
  _handle: ProcessHandle;
}

interface Prototype {
  spawn(this: InternalChildProcess, options: { stdio?: unknown }): number;
}

interface SyncBinding {
  spawn(options: NativeSyncOptions): NativeSyncResult;
}

/** process.binding() is deprecated in the documentation only, and asks for a warning where the user wants those. */
function findSyncBinding(): SyncBinding {
  const { noDeprecation } = process;
  process.noDeprecation = true;
  try {
    return (process as unknown as { binding(name: string): SyncBinding }).binding('spawn_sync');
  } finally {
    if (noDeprecation === undefined) delete (process as { noDeprecation?: boolean }).noDeprecation;
    else process.noDeprecation = noDeprecation;
  }
}

const prototype = ChildProcess.prototype as unknown as Prototype;
const nativeSpawn = prototype.spawn;
const syncBinding = findSyncBinding();
const nativeSpawnSync = syncBinding.spawn;

const STANDARD_STREAMS = 3;

/** The one-word forms of `stdio`. Any other word is for node:child_process to refuse. */
const STDIO_WORDS: Readonly<Record<string, readonly unknown[]>> = {
  pipe: ['pipe', 'pipe', 'pipe'],
  overlapped: ['overlapped', 'overlapped', 'overlapped'],
  ignore: ['ignore', 'ignore', 'ignore'],
  inherit: [0, 1, 2],
};

/** `stdio` with one more pipe; what is not valid stays as it is, and node:child_process says so. */
function addChannel(stdio: unknown): unknown {
  const value = stdio || 'pipe';
  const entries = typeof value === 'string' && Object.hasOwn(STDIO_WORDS, value) ? STDIO_WORDS[value] : value;
  if (!Array.isArray(entries)) return stdio;
  // A copy that keeps holes: node:child_process passes over them.
  const extended: unknown[] = entries.slice();
  while (extended.length < STANDARD_STREAMS) extended.push(undefined);
  extended.push('pipe');
  return extended;
}

function spawnIn(jail: Jail, child: InternalChildProcess, options: { stdio?: unknown }): number {
  if (typeof options !== 'object' || options === null) return nativeSpawn.call(child, options);
  const handle = child._handle;
  const { spawn } = handle;
  handle.spawn = (...given: [NativeSpawnOptions]) => {
    const call = readSpawnCall(handle, spawn, given);
    return startJailed(jail, child, handle, call.spawn, call.options);
  };
  options.stdio = addChannel(options.stdio);
  try {
    return nativeSpawn.call(child, options);
  } finally {
    // It is the prototype's again: a handle looks as it always does.
    delete (handle as Partial<ProcessHandle>).spawn;
  }
}

function spawnSyncIn(jail: Jail, options: NativeSyncOptions): SyncOutcome {
  const outcome = startJailedSync(jail, (native) => nativeSpawnSync.call(syncBinding, native), options);
  Object.defineProperty(outcome.result, 'jailbreaks', { value: outcome.jailbreaks });
  return outcome;
}

/** Runs `call`, one call of a function of node:child_process, so that what it starts is in `jail`. */
export function callJailed<Result>(jail: Jail, call: () => Result): Result {
  const spawn = prototype.spawn;
  const spawnSync = syncBinding.spawn;
  let outcome: SyncOutcome | undefined;
  prototype.spawn = function (options) {
    return spawnIn(jail, this, options);
  };
  syncBinding.spawn = (options) => {
    outcome = spawnSyncIn(jail, options);
    return outcome.result;
  };
  try {
    return call();
  } catch (error) {
    if (outcome && error instanceof Error) Object.defineProperty(error, 'jailbreaks', { value: outcome.jailbreaks });
    throw error;
  } finally {
    prototype.spawn = spawn;
    syncBinding.spawn = spawnSync;
    outcome?.announce();
  }
}

/** Runs `call` so that what it starts synchronously is in no jail, whatever has been registered. */
export function callUnjailed<Result>(call: () => Result): Result {
  const { spawn } = syncBinding;
  syncBinding.spawn = nativeSpawnSync;
  try {
    return call();
  } finally {
    syncBinding.spawn = spawn;
  }
}

/** From now on every process that this one starts, through whatever function, is in a jail of its own. */
export function jailEveryCall(makeJail: () => Jail): void {
  prototype.spawn = function spawn(options) {
    return spawnIn(makeJail(), this, options);
  };
  syncBinding.spawn = (options) => {
    const { result, announce } = spawnSyncIn(makeJail(), options);
    // At once: an application that does not catch the error of a killed program has no later.
    announce();
    return result;
  };
}
