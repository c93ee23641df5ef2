import { trick } from '../trick.js';

trick({
  name: 'opens kernel allocations',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/proc/vmallocinfo', 'read'],
  boast: 'opened',
  event: { mode: 'read' },
  needsRoot: true,
});
