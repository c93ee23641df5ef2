import { trick } from '../trick.js';
import { terminal } from '../victims/terminal.js';

trick({
  name: 'commands a terminal where everything may be read',
  class: 'terminal',
  program: 'command-a-device.c',
  args: (_ground, terminal) => [terminal.name],
  policy: () => ({ read: ['/'] }),
  victim: terminal,
  harmless: () => ['/dev/zero', 'read'],
});
