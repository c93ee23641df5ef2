import { trick } from '../trick.js';

trick({
  name: 'calls clock_settime',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['clock_settime'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
