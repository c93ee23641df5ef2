import { writeFileSync } from 'node:fs';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the directory descriptor of fchmodat',
  program: 'race-a-path.c',
  args: (ground) => ['chmod-by-descriptor', `${ground.jail}/sub/victim`, ground.victim],
  prepare: (ground) => {
    writeFileSync(`${ground.jail}/sub/victim`, 'harmless');
  },
  event: { mode: 'write', file: (ground) => ground.victim },
});
