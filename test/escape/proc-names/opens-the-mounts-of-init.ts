import { trick } from '../trick.js';

trick({
  name: 'opens the mounts of init',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/proc/1/mountinfo', 'read'],
  boast: 'opened',
  event: { mode: 'read' },
});
