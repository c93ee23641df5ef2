import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the second path of symlinkat',
  program: 'race-a-path.c',
  args: (ground) => ['symlink-to', `${ground.jail}/new`, ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
});
