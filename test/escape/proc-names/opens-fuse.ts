import { trick } from '../trick.js';

trick({
  name: 'opens fuse',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/dev/fuse', 'read'],
  boast: 'opened',
  event: { mode: 'read' },
  needsRoot: true,
});
