import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'connects by TCP without waiting',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['tcp4', 'connect-nonblocking', listener.address],
  victim: listener('tcp4'),
  event: { mode: 'connect' },
});
