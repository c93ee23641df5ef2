import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a child swap the link through which a file is created',
  program: 'race-a-path.c',
  args: (ground) => ['create-through-link', `${ground.jail}/new`, ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
});
