import { trick } from '../trick.js';

trick({
  name: 'opens physical memory',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/dev/mem', 'read'],
  boast: 'opened',
  event: { mode: 'read' },
  needsRoot: true,
});
