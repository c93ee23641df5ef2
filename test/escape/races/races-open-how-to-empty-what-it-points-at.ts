import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread make openat2 empty a file that it may read, instead of only pointing at it',
  program: 'race-a-path.c',
  args: (ground) => ['empty-how', `${ground.jail}/inside`, ground.victim],
  policy: (ground) => ({ read: [ground.outside] }),
});
