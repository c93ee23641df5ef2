import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'stops another process',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['stop', String(sentinel.pid)],
  victim: sentinel,
  event: { mode: 'process' },
});
