import { trick } from '../trick.js';

trick({
  name: 'calls mount_setattr',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['mount_setattr'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
