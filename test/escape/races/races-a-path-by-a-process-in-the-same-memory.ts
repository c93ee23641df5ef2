import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a process that shares its memory change the path',
  program: 'race-a-path.c',
  args: (ground) => ['cloned-path', `${ground.jail}/inside`, ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
});
