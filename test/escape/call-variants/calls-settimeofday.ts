import { trick } from '../trick.js';

trick({
  name: 'calls settimeofday',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['settimeofday'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
