import { raceRounds, raceTimeoutMs } from '../race-rounds.js';
import { trick } from '../trick.js';

trick({
  name: 'lets a thread change the flags of openat2',
  class: 'races',
  program: 'race-a-path.c',
  timeoutMs: raceTimeoutMs,
  args: (ground) => ['how', `${ground.jail}/inside`, ground.victim, raceRounds],
  policy: (ground) => ({ read: [ground.victim] }),
  event: { mode: 'write', file: (ground) => ground.victim },
});
