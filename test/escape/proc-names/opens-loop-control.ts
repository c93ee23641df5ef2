import { trick } from '../trick.js';

trick({
  name: 'opens loop control',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/dev/loop-control', 'read'],
  boast: 'opened',
  event: { mode: 'read' },
  needsRoot: true,
});
