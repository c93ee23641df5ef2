import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the path of a creation',
  program: 'race-a-path.c',
  args: (ground) => ['create', `${ground.jail}/new`, ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
});
