import { trick } from '../trick.js';
import { sharedObject } from '../victims/shared-object.js';

trick({
  name: 'uses a POSIX message queue of another process',
  class: 'shared kernel objects',
  program: 'use-shared.c',
  args: (_ground, shared) => ['queue', shared.name],
  victim: sharedObject('queue'),
  event: { mode: 'kernel' },
});
