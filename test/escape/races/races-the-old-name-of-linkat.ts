import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the first path of linkat',
  program: 'race-a-path.c',
  args: (ground) => ['link-from', `${ground.jail}/inside`, ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
});
