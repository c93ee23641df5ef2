import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'connects by MPTCP',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['mptcp', 'connect', listener.address],
  victim: listener('mptcp'),
  event: { mode: 'connect' },
});
