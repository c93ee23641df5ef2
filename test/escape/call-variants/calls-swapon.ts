import { trick } from '../trick.js';

trick({
  name: 'calls swapon',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['swapon'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
