import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'sends by UDPLITE',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['udplite', 'sendto', listener.address],
  victim: listener('udplite'),
  event: { mode: 'connect' },
});
