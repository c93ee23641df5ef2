import { raceRounds, raceTimeoutMs } from '../race-rounds.js';
import { trick } from '../trick.js';

trick({
  name: 'lets a thread take the path away and give it back',
  class: 'races',
  program: 'race-a-path.c',
  timeoutMs: raceTimeoutMs,
  args: (ground) => ['unmapped', `${ground.jail}/inside`, ground.secret, raceRounds],
  event: { mode: 'read', file: (ground) => ground.secret },
});
