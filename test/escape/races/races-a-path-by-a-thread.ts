import { raceRounds, raceTimeoutMs } from '../race-rounds.js';
import { trick } from '../trick.js';

trick({
  name: 'lets a thread change the path during the call',
  class: 'races',
  program: 'race-a-path.c',
  timeoutMs: raceTimeoutMs,
  args: (ground) => ['thread-path', `${ground.jail}/inside`, ground.secret, raceRounds],
  event: { mode: 'read', file: (ground) => ground.secret },
});
