import { trick } from '../trick.js';

trick({
  name: 'opens the console',
  class: '/proc names',
  program: 'open-device.c',
  args: () => ['/dev/tty0', 'write'],
  boast: 'opened',
  event: { mode: 'write' },
  needsRoot: true,
});
