import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'goes outside and connects by a bare name',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['unix-stream', 'chdir', listener.address],
  victim: listener('unix-stream'),
  event: { mode: 'connect', file: (_ground, listener) => listener.address },
});
