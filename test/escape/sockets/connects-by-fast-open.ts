import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'connects by the first datagram of TCP fast open',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['tcp4', 'fast-open', listener.address],
  victim: listener('tcp4'),
  event: { mode: 'connect' },
});
