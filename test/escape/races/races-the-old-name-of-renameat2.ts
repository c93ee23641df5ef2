import { race } from '../race.js';

race(import.meta.url, {
  leastRounds: 1000,
  name: 'lets a thread change the first path of renameat2',
  program: 'race-a-path.c',
  args: (ground) => ['rename-from', `${ground.jail}/inside`, ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
});
