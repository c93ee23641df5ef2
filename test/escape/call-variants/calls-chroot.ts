import { trick } from '../trick.js';

trick({
  name: 'calls chroot',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['chroot'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
