import { trick } from '../trick.js';

trick({
  name: 'opens kernel symbols',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/proc/kallsyms', 'read'],
  boast: 'opened',
  event: { mode: 'read' },
});
