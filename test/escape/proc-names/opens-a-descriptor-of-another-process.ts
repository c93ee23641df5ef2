import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'opens what another process has open',
  class: '/proc names',
  program: 'read-another-process.c',
  args: (_ground, sentinel) => [
    'fd-link',
    String(sentinel.pid),
    sentinel.tokenAddress,
    sentinel.tokenLength,
    sentinel.fd,
  ],
  victim: sentinel,
  event: { mode: 'read' },
});
