import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the flags of openat2',
  program: 'race-a-path.c',
  args: (ground) => ['how', `${ground.jail}/inside`, ground.victim],
  policy: (ground) => ({ read: [ground.victim] }),
  event: { mode: 'write', file: (ground) => ground.victim },
});
