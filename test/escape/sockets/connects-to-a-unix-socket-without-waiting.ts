import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'connects to a unix socket without waiting',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['unix-stream', 'connect-nonblocking', listener.address],
  victim: listener('unix-stream'),
  event: { mode: 'connect', file: (_ground, listener) => listener.address },
});
