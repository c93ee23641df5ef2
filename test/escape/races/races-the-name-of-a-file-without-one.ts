import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change where a file without a name gets one',
  program: 'race-a-path.c',
  args: (ground) => ['create-without-name', `${ground.jail}/new`, ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
});
