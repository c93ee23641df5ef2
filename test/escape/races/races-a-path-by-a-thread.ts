import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the path during the call',
  program: 'race-a-path.c',
  args: (ground) => ['thread-path', `${ground.jail}/inside`, ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
});
