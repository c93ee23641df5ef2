// The call of handle.spawn() in both of its forms: Node 20 and 22 pass one object of options, Node 24 passes them by
// position, with its booleans as flags.

import type { NativeSpawnOptions, ProcessHandle } from './process-handle.js';

const DETACHED_FLAG = 1;

type Positions = [
  file: string,
  args: string[],
  cwd: string | undefined,
  envPairs: string[] | undefined,
  stdio: NativeSpawnOptions['stdio'],
  flags: number,
  uid: number | undefined,
  gid: number | undefined,
];

export interface SpawnCall {
  readonly options: NativeSpawnOptions;
  /** The native call with other options, in the form that this Node wants. */
  readonly spawn: (options: NativeSpawnOptions) => number;
}

/** Reads the arguments that ChildProcess gave to `spawn`, which is the handle's own function. */
export function readSpawnCall(
  handle: ProcessHandle,
  spawn: ProcessHandle['spawn'],
  given: [NativeSpawnOptions] | Positions,
): SpawnCall {
  if (given.length === 1) return { options: given[0], spawn: (options) => spawn.call(handle, options) };
  const [file, args, cwd, envPairs, stdio, flags, uid, gid] = given;
  const detached = (flags & DETACHED_FLAG) !== 0;
  const positional = spawn as unknown as (...positions: Positions) => number;
  return {
    options: { file, args, cwd, envPairs, stdio, detached, uid, gid },
    spawn: (other) => {
      const otherFlags = other.detached ? flags | DETACHED_FLAG : flags & ~DETACHED_FLAG;
      const places: Positions = [
        other.file,
        other.args,
        other.cwd,
        other.envPairs,
        other.stdio,
        otherFlags,
        other.uid,
        other.gid,
      ];
      return positional.apply(handle, places);
    },
  };
}
