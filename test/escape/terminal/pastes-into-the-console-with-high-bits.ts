import { trick } from '../trick.js';
import { terminal } from '../victims/terminal.js';

trick({
  name: 'pastes into the console with garbage in the high half of the request',
  class: 'terminal',
  program: 'try-call.c',
  args: () => ['ioctl_TIOCLINUX_high_bits'],
  stdin: (_ground, terminal) => terminal.name,
  boast: 'got through',
  victim: terminal,
  event: { mode: 'kernel' },
});
