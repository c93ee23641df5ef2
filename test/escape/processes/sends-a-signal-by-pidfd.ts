import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'sends a signal by pidfd',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['pidfd', String(sentinel.pid)],
  victim: sentinel,
  event: { mode: 'process' },
});
