import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the path of chown',
  program: 'race-a-path.c',
  args: (ground) => ['chown', `${ground.jail}/inside`, ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
});
