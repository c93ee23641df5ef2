import { trick } from '../trick.js';

trick({
  name: 'opens the core program',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/proc/sys/kernel/core_pattern', 'write'],
  boast: 'opened',
  event: { mode: 'write' },
  needsRoot: true,
});
