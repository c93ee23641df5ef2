import { raceRounds } from '../race-rounds.js';
import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'lets a thread change whom a pidfd stands for',
  class: 'races',
  program: 'race-a-pidfd.c',
  args: (_ground, sentinel) => [String(sentinel.pid), raceRounds],
  victim: sentinel,
  event: { mode: 'process' },
});
