import { trick } from '../trick.js';

trick({
  name: 'opens the list of sockets',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/proc/net/unix', 'read'],
  boast: 'opened',
  event: { mode: 'read' },
});
