import { raceRounds, raceTimeoutMs } from '../race-rounds.js';
import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'lets a thread change whom a pidfd stands for',
  class: 'races',
  program: 'race-a-pidfd.c',
  timeoutMs: raceTimeoutMs,
  args: (_ground, sentinel) => [String(sentinel.pid), raceRounds],
  victim: sentinel,
  event: { mode: 'process' },
});
