import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'opens the memory of another process for reading and writing',
  class: '/proc names',
  program: 'read-another-process.c',
  args: (_ground, sentinel) => [
    'mem-for-writing',
    String(sentinel.pid),
    sentinel.tokenAddress,
    sentinel.tokenLength,
    sentinel.fd,
  ],
  victim: sentinel,
  event: {},
});
