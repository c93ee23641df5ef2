import { trick } from '../trick.js';

trick({
  name: 'opens the kernel log',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/dev/kmsg', 'read'],
  boast: 'opened',
  event: { mode: 'read' },
  needsRoot: true,
});
