import { raceRounds, raceTimeoutMs } from '../race-rounds.js';
import { trick } from '../trick.js';

trick({
  name: 'lets a process that shares its memory change the path',
  class: 'races',
  program: 'race-a-path.c',
  timeoutMs: raceTimeoutMs,
  args: (ground) => ['cloned-path', `${ground.jail}/inside`, ground.secret, raceRounds],
  event: { mode: 'read', file: (ground) => ground.secret },
});
