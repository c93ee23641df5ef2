import { trick } from '../trick.js';

trick({
  name: 'calls pivot_root',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['pivot_root'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
