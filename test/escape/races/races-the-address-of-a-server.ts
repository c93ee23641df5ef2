import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the address of bind',
  program: 'race-a-connection.c',
  args: (ground) => ['bind', ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
});
