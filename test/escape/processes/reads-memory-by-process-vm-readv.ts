import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'reads the memory of another process by process_vm_readv',
  class: 'processes',
  program: 'read-another-process.c',
  args: (_ground, sentinel) => [
    'vm-readv',
    String(sentinel.pid),
    sentinel.tokenAddress,
    sentinel.tokenLength,
    sentinel.fd,
  ],
  victim: sentinel,
  event: { mode: 'process' },
});
