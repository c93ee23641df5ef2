import { trick } from '../trick.js';

trick({
  name: 'opens the kernel log for writing',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/dev/kmsg', 'write'],
  boast: 'opened',
  event: { mode: 'write' },
  needsRoot: true,
});
