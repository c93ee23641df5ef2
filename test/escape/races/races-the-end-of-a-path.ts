import { writeFileSync } from 'node:fs';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread take the end of the path away and give another one back',
  program: 'race-a-path.c',
  args: (ground) => ['end-unmapped', `${ground.jail}/sub/secret`, ground.secret],
  prepare: (ground) => {
    writeFileSync(`${ground.jail}/sub/secret`, 'harmless');
  },
  event: { mode: 'read', file: (ground) => ground.secret },
});
