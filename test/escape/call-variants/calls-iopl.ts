import { trick } from '../trick.js';

trick({
  name: 'calls iopl',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['iopl'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
