import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the path of chmod to a file that it may read',
  program: 'race-a-path.c',
  args: (ground) => ['chmod', `${ground.jail}/inside`, ground.victim],
  policy: (ground) => ({ read: [ground.outside] }),
  event: { mode: 'write', file: (ground) => ground.victim },
});
