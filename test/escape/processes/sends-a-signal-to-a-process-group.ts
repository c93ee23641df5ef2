import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'sends a signal to a process group',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['kill-group', String(sentinel.pid)],
  victim: sentinel,
  event: { mode: 'process' },
});
