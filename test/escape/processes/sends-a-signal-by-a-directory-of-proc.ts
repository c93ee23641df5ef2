import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'sends a signal by a directory of /proc',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['proc-pidfd', String(sentinel.pid)],
  victim: sentinel,
  event: {},
});
