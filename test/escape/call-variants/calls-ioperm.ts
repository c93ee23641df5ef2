import { trick } from '../trick.js';

trick({
  name: 'calls ioperm',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['ioperm'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
