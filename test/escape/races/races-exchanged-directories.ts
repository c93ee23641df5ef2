import { writeFileSync } from 'node:fs';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a child exchange a directory with a link to one outside',
  program: 'race-a-path.c',
  args: (ground) => ['exchange-directories', `${ground.jail}/sub/secret`, ground.secret],
  prepare: (ground) => {
    writeFileSync(`${ground.jail}/sub/secret`, 'harmless');
  },
  event: { mode: 'read', file: (ground) => ground.secret },
});
