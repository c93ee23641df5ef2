import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the path of mkdir',
  program: 'race-a-path.c',
  args: (ground) => ['mkdir', `${ground.jail}/new`, ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
});
