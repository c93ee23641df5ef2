import path from 'node:path';
import type { Ground } from '../../stage/ground.js';
import { startOutside } from '../../stage/outside-program.js';
import type { Victim } from '../description.js';

/** A process with another view of the file system: where the jail has an empty directory, it has the canary. */
export interface Neighbour extends Victim {
  /** Its secret, by a path through its root. */
  readonly secret: string;
}

export async function neighbour(ground: Ground): Promise<Neighbour> {
  const place = path.join(ground.jail, 'sub');
  const program = await startOutside('live-elsewhere.c', [place, ground.canary], ground.outside);
  return {
    secret: `/proc/${program.child.pid}/root${place}/secret`,
    harm: () => [],
    lacking: program.lacking,
    dispose: program.end,
  };
}
