import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'connects by TCP through io_uring',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['tcp4', 'ring', listener.address],
  victim: listener('tcp4'),
});
