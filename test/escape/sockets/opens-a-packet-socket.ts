import { trick } from '../trick.js';

trick({
  name: 'opens a packet socket',
  class: 'sockets',
  program: 'open-socket.c',
  args: () => ['packet'],
  boast: 'got a socket',
  event: { mode: 'connect' },
  needsRoot: true,
});
