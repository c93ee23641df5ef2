import { trick } from '../trick.js';
import { sharedObject } from '../victims/shared-object.js';

trick({
  name: 'uses a message queue of another process',
  class: 'shared kernel objects',
  program: 'use-shared.c',
  args: (_ground, shared) => ['messages', shared.name],
  victim: sharedObject('messages'),
  event: { mode: 'kernel' },
});
