import { trick } from '../trick.js';

trick({
  name: 'calls delete_module',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['delete_module'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
