import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the path of mknod',
  program: 'race-a-path.c',
  args: (ground) => ['mknod', `${ground.jail}/new`, ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
});
