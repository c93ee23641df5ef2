import { writeFileSync } from 'node:fs';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a child swap a link that a pattern allows',
  program: 'race-a-path.c',
  args: (ground) => ['link', `${ground.outside}/allowed`, ground.secret],
  prepare: (ground) => {
    writeFileSync(`${ground.outside}/allowed`, 'harmless');
  },
  policy: () => ({ read: [/\/outside\/allowed$/] }),
  event: { mode: 'read', file: (ground) => ground.secret },
});
