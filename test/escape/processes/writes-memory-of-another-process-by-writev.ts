import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'writes the memory of another process by process_vm_writev',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['vm-writev', String(sentinel.pid), sentinel.wordAddress],
  victim: sentinel,
  event: { mode: 'process' },
});
