import { trick } from '../trick.js';
import { heir } from '../victims/listener.js';

trick({
  name: 'returns to the abstract name of a datagram socket that was its own once',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, heir) => ['abstract-datagram', 'heir', heir.address],
  victim: heir('abstract-datagram'),
  event: { mode: 'connect' },
});
