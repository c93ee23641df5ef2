import { raceRounds, raceTimeoutMs } from '../race-rounds.js';
import { trick } from '../trick.js';

trick({
  name: 'lets a thread change the path of truncate',
  class: 'races',
  program: 'race-a-path.c',
  timeoutMs: raceTimeoutMs,
  args: (ground) => ['truncate', `${ground.jail}/inside`, ground.victim, raceRounds],
  event: { mode: 'write', file: (ground) => ground.victim },
});
