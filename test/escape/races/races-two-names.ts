import { raceRounds, raceTimeoutMs } from '../race-rounds.js';
import { trick } from '../trick.js';

trick({
  name: 'lets a child exchange two names',
  class: 'races',
  program: 'race-a-path.c',
  timeoutMs: raceTimeoutMs,
  args: (ground) => ['exchange', `${ground.jail}/inside`, ground.secret, raceRounds],
  event: { mode: 'read', file: (ground) => ground.secret },
});
