import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'sends a signal by tkill',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['tkill', String(sentinel.pid)],
  victim: sentinel,
  event: { mode: 'process' },
});
