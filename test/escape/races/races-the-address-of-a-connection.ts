import { raceRounds, raceTimeoutMs } from '../race-rounds.js';
import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'lets a thread change the address of a connection',
  class: 'races',
  program: 'race-a-connection.c',
  timeoutMs: raceTimeoutMs,
  args: (_ground, listener) => ['stream', listener.address, raceRounds],
  victim: listener('unix-stream'),
  event: { mode: 'connect', file: (_ground, listener) => listener.address },
});
