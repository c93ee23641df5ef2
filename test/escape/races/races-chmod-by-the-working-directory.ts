import { writeFileSync } from 'node:fs';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the working directory of chmod',
  program: 'race-a-path.c',
  args: (ground) => ['chmod-by-cwd', `${ground.jail}/sub/victim`, ground.victim],
  prepare: (ground) => {
    writeFileSync(`${ground.jail}/sub/victim`, 'harmless');
  },
  event: { mode: 'write', file: (ground) => ground.victim },
});
