import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'sends a signal by rt_sigqueueinfo',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['sigqueue', String(sentinel.pid)],
  victim: sentinel,
  event: { mode: 'process' },
});
