import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'connects by TCP fast open at the first write',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['tcp4', 'late-connect', listener.address],
  victim: listener('tcp4'),
  event: { mode: 'connect' },
});
