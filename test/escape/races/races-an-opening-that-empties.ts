import { raceRounds, raceTimeoutMs } from '../race-rounds.js';
import { trick } from '../trick.js';

trick({
  name: 'lets a thread change what an opening for reading empties, to a file that it may read',
  class: 'races',
  program: 'race-a-path.c',
  timeoutMs: raceTimeoutMs,
  args: (ground) => ['empty', `${ground.jail}/new`, ground.victim, raceRounds],
  policy: (ground) => ({ read: [ground.outside] }),
  event: { mode: 'write', file: (ground) => ground.victim },
});
