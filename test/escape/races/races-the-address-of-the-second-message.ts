import { race } from '../race.js';
import { listener } from '../victims/listener.js';

race(import.meta.url, {
  name: 'lets a thread change the address of the second message of sendmmsg',
  program: 'race-a-connection.c',
  args: (_ground, listener) => ['second-message', listener.address],
  victim: listener('unix-datagram'),
  event: { mode: 'connect', file: (_ground, listener) => listener.address },
});
