import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread take the path away and give it back',
  program: 'race-a-path.c',
  args: (ground) => ['unmapped', `${ground.jail}/inside`, ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
});
