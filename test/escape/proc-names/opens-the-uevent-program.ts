import { trick } from '../trick.js';

trick({
  name: 'opens the uevent program',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/sys/kernel/uevent_helper', 'write'],
  boast: 'opened',
  event: { mode: 'write' },
  needsRoot: true,
});
