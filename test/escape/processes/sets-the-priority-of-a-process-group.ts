import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'sets the priority of a process group',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['setpriority-group', String(sentinel.pid)],
  victim: sentinel,
  event: { mode: 'process' },
});
