import { raceRounds, raceTimeoutMs } from '../race-rounds.js';
import { trick } from '../trick.js';

trick({
  name: 'lets a thread change the path of chmod to a file that it may read',
  class: 'races',
  program: 'race-a-path.c',
  timeoutMs: raceTimeoutMs,
  args: (ground) => ['chmod', `${ground.jail}/inside`, ground.victim, raceRounds],
  policy: (ground) => ({ read: [ground.outside] }),
  event: { mode: 'write', file: (ground) => ground.victim },
});
