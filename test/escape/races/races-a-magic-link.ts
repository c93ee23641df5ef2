import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change what a descriptor opened through /proc stands for',
  program: 'race-a-path.c',
  args: (ground) => ['magic-link', `${ground.jail}/inside`, ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
});
