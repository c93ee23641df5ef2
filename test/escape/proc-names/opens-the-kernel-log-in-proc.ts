import { trick } from '../trick.js';

trick({
  name: 'opens the kernel log in proc',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/proc/kmsg', 'read'],
  boast: 'opened',
  event: { mode: 'read' },
  needsRoot: true,
});
