import { trick } from '../trick.js';

trick({
  name: 'opens a socket of the express data path',
  class: 'sockets',
  program: 'open-socket.c',
  args: () => ['xdp'],
  boast: 'got a socket',
  event: { mode: 'connect' },
  needsRoot: true,
});
