import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'connects a datagram socket and sends',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['unix-datagram', 'connect', listener.address],
  victim: listener('unix-datagram'),
  event: { mode: 'connect', file: (_ground, listener) => listener.address },
});
