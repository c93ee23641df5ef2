import { trick } from '../trick.js';

trick({
  name: 'opens the hypervisor',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/dev/kvm', 'read'],
  boast: 'opened',
  event: { mode: 'read' },
  needsRoot: true,
});
