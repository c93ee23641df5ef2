import { trick } from '../trick.js';

trick({
  name: 'calls add_key',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['add_key'],
  boast: 'got through',
  event: { mode: 'kernel' },
});
