import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the second path of renameat2',
  program: 'race-a-path.c',
  args: (ground) => ['rename-to', `${ground.jail}/new`, ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
});
