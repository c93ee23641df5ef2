import { trick } from '../trick.js';

trick({
  name: 'opens a socket to the hypervisor',
  class: 'sockets',
  program: 'open-socket.c',
  args: () => ['vsock'],
  boast: 'got a socket',
  event: { mode: 'connect' },
});
