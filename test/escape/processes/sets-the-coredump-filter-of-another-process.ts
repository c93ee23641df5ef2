import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'sets what another process dumps',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['coredump-filter', String(sentinel.pid)],
  victim: sentinel,
  event: { mode: 'write' },
});
