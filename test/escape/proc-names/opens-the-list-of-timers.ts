import { trick } from '../trick.js';

trick({
  name: 'opens the list of timers',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/proc/timer_list', 'read'],
  boast: 'opened',
  event: { mode: 'read' },
  needsRoot: true,
});
