import { raceRounds, raceTimeoutMs } from '../race-rounds.js';
import { trick } from '../trick.js';

trick({
  name: 'lets a process change the path of a program',
  class: 'races',
  program: 'race-an-execution.c',
  timeoutMs: raceTimeoutMs,
  args: (ground) => ['/bin/true', `${ground.outside}/tool`, String(Number(raceRounds) / 10)],
  event: { mode: 'exec', file: (ground) => `${ground.outside}/tool` },
});
