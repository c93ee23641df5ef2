import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'sets the scheduler of another process',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['scheduler', String(sentinel.pid)],
  victim: sentinel,
  event: { mode: 'process' },
});
