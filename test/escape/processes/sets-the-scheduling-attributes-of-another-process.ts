import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'sets the scheduling attributes of another process',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['sched-setattr', String(sentinel.pid)],
  victim: sentinel,
  event: { mode: 'process' },
});
