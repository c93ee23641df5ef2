import { trick } from '../trick.js';

trick({
  name: 'listens to events of the kernel',
  class: 'sockets',
  program: 'open-socket.c',
  args: () => ['uevent'],
  boast: 'got a socket',
  event: { mode: 'connect' },
});
