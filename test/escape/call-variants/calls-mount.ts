import { trick } from '../trick.js';

trick({
  name: 'calls mount',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['mount'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
