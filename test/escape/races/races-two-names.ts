import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a child exchange two names',
  program: 'race-a-path.c',
  args: (ground) => ['exchange', `${ground.jail}/inside`, ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
});
