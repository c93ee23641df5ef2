import { trick } from '../trick.js';

trick({
  name: 'listens to the network',
  class: 'sockets',
  program: 'open-socket.c',
  args: () => ['listen'],
  boast: 'got a socket',
  event: { mode: 'connect' },
});
