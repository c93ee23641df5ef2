import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'sends a datagram to an abstract socket by sendmsg',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['abstract-datagram', 'sendmsg', listener.address],
  victim: listener('abstract-datagram'),
  event: { mode: 'connect' },
});
