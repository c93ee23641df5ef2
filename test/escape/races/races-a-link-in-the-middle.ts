import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a child swap a link in the middle of the path',
  program: 'race-a-path.c',
  args: (ground) => ['middle', `${ground.jail}/sub/secret`, ground.secret],
  prepare: (ground) => {
    writeFileSync(path.join(ground.jail, 'sub', 'secret'), 'harmless');
  },
  event: { mode: 'read', file: (ground) => ground.secret },
});
