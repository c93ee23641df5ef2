import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the path of unlink',
  program: 'race-a-path.c',
  args: (ground) => ['unlink', `${ground.jail}/inside`, ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
});
