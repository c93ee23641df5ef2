import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change which file a descriptor stands for, for fchmod',
  program: 'race-a-path.c',
  args: (ground) => ['fchmod', `${ground.jail}/inside`, ground.victim],
  policy: (ground) => ({ read: [ground.outside] }),
  event: { mode: 'write', file: (ground) => ground.victim },
});
