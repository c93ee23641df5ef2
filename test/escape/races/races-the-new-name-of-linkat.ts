import { race } from '../race.js';

race(import.meta.url, {
  leastRounds: 1000,
  name: 'lets a thread change the second path of linkat',
  program: 'race-a-path.c',
  args: (ground) => ['link-to', `${ground.jail}/new`, ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
});
