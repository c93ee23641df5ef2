import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'sends a datagram to an abstract socket',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['abstract-datagram', 'sendto', listener.address],
  victim: listener('abstract-datagram'),
  event: { mode: 'connect' },
});
