import { raceRounds, raceTimeoutMs } from '../race-rounds.js';
import { trick } from '../trick.js';

trick({
  name: 'lets a thread change the path of a creation',
  class: 'races',
  program: 'race-a-path.c',
  timeoutMs: raceTimeoutMs,
  args: (ground) => ['create', `${ground.jail}/new`, ground.absent, raceRounds],
  event: { mode: 'write', file: (ground) => ground.absent },
});
