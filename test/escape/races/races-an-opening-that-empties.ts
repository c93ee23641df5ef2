import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change what an opening for reading empties, to a file that it may read',
  program: 'race-a-path.c',
  args: (ground) => ['empty', `${ground.jail}/new`, ground.victim],
  policy: (ground) => ({ read: [ground.outside] }),
  event: { mode: 'write', file: (ground) => ground.victim },
});
