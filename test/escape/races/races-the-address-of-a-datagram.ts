import { raceRounds, raceTimeoutMs } from '../race-rounds.js';
import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'lets a thread change the address of a datagram',
  class: 'races',
  program: 'race-a-connection.c',
  timeoutMs: raceTimeoutMs,
  args: (_ground, listener) => ['datagram', listener.address, raceRounds],
  victim: listener('unix-datagram'),
  event: { mode: 'connect', file: (_ground, listener) => listener.address },
});
