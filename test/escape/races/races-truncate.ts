import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the path of truncate',
  program: 'race-a-path.c',
  args: (ground) => ['truncate', `${ground.jail}/inside`, ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
});
