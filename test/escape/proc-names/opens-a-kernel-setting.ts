import { trick } from '../trick.js';

trick({
  name: 'opens a kernel setting',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/proc/sys/kernel/domainname', 'write'],
  boast: 'opened',
  event: { mode: 'write' },
  needsRoot: true,
});
