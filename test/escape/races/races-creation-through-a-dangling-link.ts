import { race } from '../race.js';

race(import.meta.url, {
  leastRounds: 1000,
  name: 'lets a child put a dangling link where a file is created',
  program: 'race-a-path.c',
  args: (ground) => ['create-through-dangling-link', `${ground.jail}/new`, ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
});
