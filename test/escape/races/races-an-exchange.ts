import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change what is exchanged with a link of its own',
  program: 'race-a-path.c',
  args: (ground) => ['rename-exchange', `${ground.jail}/inside`, ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
});
