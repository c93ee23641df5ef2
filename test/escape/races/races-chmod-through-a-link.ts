import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a child swap the link that chmod follows',
  program: 'race-a-path.c',
  args: (ground) => ['chmod-through-link', `${ground.jail}/inside`, ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
});
