import { trick } from '../trick.js';

trick({
  name: 'opens kernel slabs',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/proc/slabinfo', 'read'],
  boast: 'opened',
  event: { mode: 'read' },
  needsRoot: true,
});
