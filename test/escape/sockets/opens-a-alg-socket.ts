import { trick } from '../trick.js';

trick({
  name: 'opens a socket of the crypto interface',
  class: 'sockets',
  program: 'open-socket.c',
  args: () => ['alg'],
  boast: 'got a socket',
  event: { mode: 'connect' },
});
