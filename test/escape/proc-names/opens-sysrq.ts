import { trick } from '../trick.js';

trick({
  name: 'opens sysrq',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/proc/sysrq-trigger', 'write'],
  boast: 'opened',
  event: { mode: 'write' },
  needsRoot: true,
});
