import { trick } from '../trick.js';

trick({
  name: 'calls keyctl',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['keyctl'],
  boast: 'got through',
  event: { mode: 'kernel' },
});
