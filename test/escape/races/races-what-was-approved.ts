import { writeFileSync } from 'node:fs';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the path while its owner approves it',
  program: 'race-a-path.c',
  args: (ground) => ['thread-path', `${ground.outside}/allowed`, ground.secret],
  prepare: (ground) => {
    writeFileSync(`${ground.outside}/allowed`, 'harmless');
  },
  policy: (ground) => ({
    onJailbreak: ({ mode, file }) => (mode === 'read' && file === `${ground.outside}/allowed` ? 'log' : 'deny'),
  }),
  event: { mode: 'read', file: (ground) => ground.secret },
});
