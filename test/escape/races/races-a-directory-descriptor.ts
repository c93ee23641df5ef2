import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change what a descriptor stands for',
  program: 'race-a-path.c',
  args: (ground) => ['descriptor', `${ground.jail}/sub/secret`, ground.secret],
  prepare: (ground) => {
    writeFileSync(path.join(ground.jail, 'sub', 'secret'), 'harmless');
  },
  event: { mode: 'read', file: (ground) => ground.secret },
});
