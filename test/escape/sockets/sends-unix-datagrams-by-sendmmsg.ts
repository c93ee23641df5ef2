import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'hides a datagram to a unix socket behind another',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['unix-datagram', 'sendmmsg', listener.address],
  victim: listener('unix-datagram'),
  event: { mode: 'connect', file: (_ground, listener) => listener.address },
});
