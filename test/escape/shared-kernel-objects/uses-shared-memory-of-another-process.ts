import { trick } from '../trick.js';
import { sharedObject } from '../victims/shared-object.js';

trick({
  name: 'uses shared memory of another process',
  class: 'shared kernel objects',
  program: 'use-shared.c',
  args: (_ground, shared) => ['memory', shared.name],
  victim: sharedObject('memory'),
  event: { mode: 'kernel' },
});
