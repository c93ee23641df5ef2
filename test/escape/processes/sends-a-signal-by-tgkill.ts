import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'sends a signal by tgkill',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['tgkill', String(sentinel.pid)],
  victim: sentinel,
  event: { mode: 'process' },
});
