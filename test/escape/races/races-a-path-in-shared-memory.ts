import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a child change a path in shared memory',
  program: 'race-a-path.c',
  args: (ground) => ['shared-path', `${ground.jail}/inside`, ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
});
