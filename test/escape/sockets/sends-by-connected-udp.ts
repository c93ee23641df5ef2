import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'connects a UDP socket and sends',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['udp4', 'connect', listener.address],
  victim: listener('udp4'),
  event: { mode: 'connect' },
});
