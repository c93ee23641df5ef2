import { race } from '../race.js';

race(import.meta.url, {
  leastRounds: 1000,
  name: 'lets a process change the argument of a program',
  program: 'race-an-execution.c',
  args: (ground) => ['argument', `${ground.jail}/inside`, ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
});
