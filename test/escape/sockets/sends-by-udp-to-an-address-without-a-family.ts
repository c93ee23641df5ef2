import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'sends by UDP to an address without a family',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['udp4', 'sendto-without-family', listener.address],
  victim: listener('udp4'),
  event: { mode: 'connect' },
});
