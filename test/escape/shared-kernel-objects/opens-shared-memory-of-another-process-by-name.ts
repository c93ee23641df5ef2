import { trick } from '../trick.js';
import { sharedFile } from '../victims/shared-file.js';

trick({
  name: 'opens POSIX shared memory of another process',
  class: 'shared kernel objects',
  program: 'open-for-reading.c',
  args: (_ground, shared) => ['open', shared.name],
  victim: sharedFile,
  event: { mode: 'read', file: (_ground, shared) => shared.name },
});
