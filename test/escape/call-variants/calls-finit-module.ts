import { trick } from '../trick.js';

trick({
  name: 'calls finit_module',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['finit_module'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
