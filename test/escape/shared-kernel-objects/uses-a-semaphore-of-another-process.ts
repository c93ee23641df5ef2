import { trick } from '../trick.js';
import { sharedObject } from '../victims/shared-object.js';

trick({
  name: 'uses a semaphore of another process',
  class: 'shared kernel objects',
  program: 'use-shared.c',
  args: (_ground, shared) => ['semaphore', shared.name],
  victim: sharedObject('semaphore'),
  event: { mode: 'kernel' },
});
