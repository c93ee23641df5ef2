import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a child swap a link',
  program: 'race-a-path.c',
  args: (ground) => ['link', `${ground.jail}/inside`, ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
});
