import { once } from 'node:events';
import type { Ground } from '../../stage/ground.js';
import { startOutside } from '../../stage/outside-program.js';
import type { Victim } from '../description.js';

export type SharedObjectKind = 'memory' | 'messages' | 'semaphore' | 'queue' | 'key';

/** A kernel object without a path, which holds the canary. */
export interface SharedObject extends Victim {
  readonly name: string;
  /** Its number, where the kernel gives it one. */
  readonly id: string;
}

export function sharedObject(kind: SharedObjectKind): (ground: Ground) => Promise<SharedObject> {
  return async (ground) => {
    const name = nameFor(kind, ground);
    const program = await startOutside('share.c', [kind, name, ground.canary], ground.outside);
    return {
      name,
      id: program.greeting.split(' ')[1] ?? '',
      harm: async () => {
        program.child.stdin?.end();
        if (program.child.exitCode === null) await once(program.child, 'close');
        return program.lines.map((line) => `the shared object ${line}`);
      },
      lacking: program.lacking,
      dispose: program.end,
    };
  };
}

/** The objects of System V have numbers for names. */
function nameFor(kind: SharedObjectKind, ground: Ground): string {
  if (kind === 'queue') return `/jailkeeper-${ground.canary}`;
  return kind === 'key' ? `jailkeeper-${ground.canary}` : String(Number.parseInt(ground.canary.slice(-7), 16));
}
