import { trick } from '../trick.js';
import { heir } from '../victims/listener.js';

trick({
  name: 'returns to the abstract name of a stream socket that was its own once',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, heir) => ['abstract-stream', 'heir', heir.address],
  victim: heir('abstract-stream'),
  event: { mode: 'connect' },
});
