import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'connects to IPv4 by IPv6',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['tcp4', 'mapped-address', listener.address],
  victim: listener('tcp4'),
  event: { mode: 'connect' },
});
