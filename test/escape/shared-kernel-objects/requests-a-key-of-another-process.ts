import { trick } from '../trick.js';
import { sharedObject } from '../victims/shared-object.js';

trick({
  name: 'requests a key of another process',
  class: 'shared kernel objects',
  program: 'use-shared.c',
  args: (_ground, shared) => ['requested-key', shared.name],
  victim: sharedObject('key'),
  event: { mode: 'kernel' },
});
