import { trick } from '../trick.js';

trick({
  name: 'opens kernel memory',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/proc/kcore', 'read'],
  boast: 'opened',
  event: { mode: 'read' },
  needsRoot: true,
});
