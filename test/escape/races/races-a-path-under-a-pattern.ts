import { writeFileSync } from 'node:fs';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change a path that a pattern allows',
  program: 'race-a-path.c',
  args: (ground) => ['thread-path', `${ground.outside}/allowed`, ground.secret],
  prepare: (ground) => {
    writeFileSync(`${ground.outside}/allowed`, 'harmless');
  },
  policy: () => ({ read: [/\/outside\/allowed$/] }),
  event: { mode: 'read', file: (ground) => ground.secret },
});
