import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'connects by TCP6',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['tcp6', 'connect', listener.address],
  victim: listener('tcp6'),
  event: { mode: 'connect' },
});
