import { execFileSync } from 'node:child_process';
import type { Ground } from '../../stage/ground.js';
import { settle, startOutside } from '../../stage/outside-program.js';
import type { Victim } from '../description.js';

/** A terminal at which nobody types. */
export interface Terminal extends Victim {
  readonly name: string;
}

/** All that stty(1) knows of it, its size among it. */
function settingsOf(name: string): string {
  return execFileSync('stty', ['-a', '-F', name], { encoding: 'utf8' });
}

export async function terminal(ground: Ground): Promise<Terminal> {
  const program = await startOutside('hold-terminal.c', [], ground.outside);
  const name = program.greeting.split(' ')[1] ?? '';
  const before = program.lacking ? '' : settingsOf(name);
  return {
    name,
    harm: async () => {
      await settle();
      const after = program.lacking ? before : settingsOf(name);
      const typed = program.lines.map((line) => `the terminal ${line}`);
      return after === before ? typed : [...typed, `the terminal was set to [${before}] and is set to [${after}]`];
    },
    lacking: program.lacking,
    dispose: program.end,
  };
}
