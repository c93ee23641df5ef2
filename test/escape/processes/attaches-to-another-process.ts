import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'attaches to another process and reads its memory',
  class: 'processes',
  program: 'read-another-process.c',
  args: (_ground, sentinel) => [
    'attach',
    String(sentinel.pid),
    sentinel.tokenAddress,
    sentinel.tokenLength,
    sentinel.fd,
  ],
  victim: sentinel,
  event: { mode: 'process' },
});
