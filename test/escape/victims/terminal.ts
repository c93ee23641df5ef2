import type { Ground } from '../../stage/ground.js';
import { settle, startOutside } from '../../stage/outside-program.js';
import type { Victim } from '../description.js';

/** A terminal at which nobody types. */
export interface Terminal extends Victim {
  readonly name: string;
}

export async function terminal(ground: Ground): Promise<Terminal> {
  const program = await startOutside('hold-terminal.c', [], ground.outside);
  return {
    name: program.greeting.split(' ')[1] ?? '',
    harm: async () => {
      await settle();
      return program.lines.map((line) => `the terminal ${line}`);
    },
    lacking: program.lacking,
    dispose: program.end,
  };
}
