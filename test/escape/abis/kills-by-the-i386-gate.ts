import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'sends a signal by int 0x80',
  class: 'ABIs',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['i386-kill', String(sentinel.pid)],
  victim: sentinel,
  event: { mode: 'kernel' },
});
