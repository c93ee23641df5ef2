import { trick } from '../trick.js';

trick({
  name: 'calls umount2',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['umount2'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
