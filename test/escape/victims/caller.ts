import type { Ground } from '../../stage/ground.js';
import { startOutside } from '../../stage/outside-program.js';
import type { Victim } from '../description.js';

/** Somebody on the network who tells the canary to every UDP port that appears. */
export async function caller(ground: Ground): Promise<Victim> {
  const program = await startOutside('call-new-ports.c', [ground.canary], ground.outside);
  return { harm: () => [], lacking: program.lacking, dispose: program.end };
}
