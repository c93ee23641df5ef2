import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'sends a datagram to a unix socket',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['unix-datagram', 'sendto', listener.address],
  victim: listener('unix-datagram'),
  event: { mode: 'connect', file: (_ground, listener) => listener.address },
});
