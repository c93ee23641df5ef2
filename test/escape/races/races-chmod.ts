import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the path of chmod',
  program: 'race-a-path.c',
  args: (ground) => ['chmod', `${ground.jail}/inside`, ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
});
