import { trick } from '../trick.js';

trick({
  name: 'opens a netlink socket of the audit',
  class: 'sockets',
  program: 'open-socket.c',
  args: () => ['audit'],
  boast: 'got a socket',
  event: { mode: 'connect' },
  needsRoot: true,
});
