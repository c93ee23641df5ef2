import { trick } from '../trick.js';
import { terminal } from '../victims/terminal.js';

trick({
  name: 'pastes into the console',
  class: 'terminal',
  program: 'try-call.c',
  args: () => ['ioctl_TIOCLINUX'],
  stdin: (_ground, terminal) => terminal.name,
  boast: 'got through',
  victim: terminal,
  event: { mode: 'kernel' },
});
