import path from 'node:path';
import type { Ground } from '../../stage/ground.js';
import { startOutside } from '../../stage/outside-program.js';
import type { Victim } from '../description.js';

/** Somebody outside who opens, again and again, a file whose name contains the canary. */
export async function passerBy(ground: Ground): Promise<Victim> {
  const file = path.join(ground.outside, 'directory', ground.canary);
  const program = await startOutside('touch-again-and-again.c', [file], ground.outside);
  return { harm: () => [], dispose: program.end };
}
