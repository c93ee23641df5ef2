import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'reads the memory of another process through /proc',
  class: '/proc names',
  program: 'read-another-process.c',
  args: (_ground, sentinel) => ['mem', String(sentinel.pid), sentinel.tokenAddress, sentinel.tokenLength, sentinel.fd],
  victim: sentinel,
  event: { mode: 'read' },
});
