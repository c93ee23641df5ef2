import { trick } from '../trick.js';

trick({
  name: 'opens the list of keys',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/proc/keys', 'read'],
  boast: 'opened',
  event: { mode: 'read' },
});
