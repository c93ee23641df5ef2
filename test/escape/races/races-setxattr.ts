import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the path of setxattr',
  program: 'race-a-path.c',
  args: (ground) => ['setxattr', `${ground.jail}/inside`, ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
});
