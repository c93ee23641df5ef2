import { trick } from '../trick.js';
import { sharedFile } from '../victims/shared-file.js';

trick({
  name: 'changes POSIX shared memory of another process',
  class: 'shared kernel objects',
  program: 'open-for-writing.c',
  args: (_ground, shared) => ['write', shared.name],
  victim: sharedFile,
  event: { mode: 'write', file: (_ground, shared) => shared.name },
});
