import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'sets the priority of another process',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['setpriority', String(sentinel.pid)],
  victim: sentinel,
  event: { mode: 'process' },
});
