import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'lets the kernel send a signal by F_SETOWN_EX',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['setown-ex', String(sentinel.pid)],
  victim: sentinel,
});
