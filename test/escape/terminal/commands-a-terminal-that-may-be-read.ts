import { trick } from '../trick.js';
import { terminal } from '../victims/terminal.js';

trick({
  name: 'commands a terminal that may only be read',
  class: 'terminal',
  program: 'command-a-device.c',
  args: (_ground, terminal) => [terminal.name],
  policy: () => ({ read: ['/dev/pts'] }),
  victim: terminal,
  harmless: () => ['/dev/zero', 'read'],
});
