import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'connects to an abstract socket',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['abstract-stream', 'connect', listener.address],
  victim: listener('abstract-stream'),
  event: { mode: 'connect' },
});
