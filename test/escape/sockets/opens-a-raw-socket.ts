import { trick } from '../trick.js';

trick({
  name: 'opens a raw socket',
  class: 'sockets',
  program: 'open-socket.c',
  args: () => ['raw'],
  boast: 'got a socket',
  event: { mode: 'connect' },
  needsRoot: true,
});
