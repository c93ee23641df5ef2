import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the path of fchmodat2',
  program: 'race-a-path.c',
  args: (ground) => ['fchmodat2', `${ground.jail}/inside`, ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
});
