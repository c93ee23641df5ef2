import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'connects to a unix packet socket',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['unix-packets', 'connect', listener.address],
  victim: listener('unix-packets'),
  event: { mode: 'connect', file: (_ground, listener) => listener.address },
});
