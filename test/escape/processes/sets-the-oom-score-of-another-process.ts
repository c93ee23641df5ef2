import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'sets the score by which another process is killed',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['oom-score', String(sentinel.pid)],
  victim: sentinel,
  event: { mode: 'write' },
});
