import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'sends by UDP6',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['udp6', 'sendto', listener.address],
  victim: listener('udp6'),
  event: { mode: 'connect' },
});
