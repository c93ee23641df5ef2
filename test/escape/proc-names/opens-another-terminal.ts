import { trick } from '../trick.js';

trick({
  name: 'opens another terminal',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/dev/tty1', 'read'],
  boast: 'opened',
  event: { mode: 'read' },
  needsRoot: true,
});
