import { trick } from '../trick.js';

trick({
  name: 'calls init_module',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['init_module'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
