import { trick } from '../trick.js';
import { sharedObject } from '../victims/shared-object.js';

trick({
  name: 'uses a semaphore of another process by its number',
  class: 'shared kernel objects',
  program: 'use-shared.c',
  args: (_ground, shared) => ['numbered-semaphore', shared.id],
  victim: sharedObject('semaphore'),
  event: { mode: 'kernel' },
});
