import { trick } from '../trick.js';

trick({
  name: 'calls move_mount',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['move_mount'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
