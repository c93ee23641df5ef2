import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'sends by UDP to IPv4 by IPv6',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['udp4', 'mapped-address', listener.address],
  victim: listener('udp4'),
  event: { mode: 'connect' },
});
