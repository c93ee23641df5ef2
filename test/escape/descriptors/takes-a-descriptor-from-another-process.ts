import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'takes a descriptor out of another process',
  class: 'descriptors',
  program: 'read-another-process.c',
  args: (_ground, sentinel) => [
    'pidfd',
    String(sentinel.pid),
    sentinel.tokenAddress,
    sentinel.tokenLength,
    sentinel.fd,
  ],
  victim: sentinel,
  event: { mode: 'process' },
});
