// A process that shoots while the main one is inside spawn().

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { awaitGuard, type Hit, hit, type Shot } from './hit.js';
import { childrenOf } from './moment.js';

interface Request {
  readonly shot: Shot;
  readonly parent: number;
  /** Children that the parent has already. */
  readonly known: readonly number[];
}

const argument = 'shoot';

/** Waits for the next jail of this process, hits it, and says what it hit. */
export class Shooter {
  readonly #process = fork(fileURLToPath(import.meta.url), [argument]);

  /** Resolves when the shooter is ready, to what becomes of the shot. */
  async aim(shot: Shot): Promise<{ hit: Promise<Hit>; began?: () => void }> {
    const next = () => new Promise<Hit>((resolve) => this.#process.once('message', resolve as () => void));
    const ready = next();
    this.#process.send({ shot, parent: process.pid, known: childrenOf(process.pid) } satisfies Request);
    await ready;
    return { hit: next() };
  }

  dismiss(): void {
    this.#process.disconnect();
  }
}

function shoot({ shot, parent, known }: Request): void {
  process.send?.('ready');
  const guard = awaitGuard(parent, new Set(known));
  if (guard === undefined) throw new Error('no keeper was seen');
  process.send?.(hit(guard, shot));
}

if (process.argv[2] === argument) process.on('message', shoot);
