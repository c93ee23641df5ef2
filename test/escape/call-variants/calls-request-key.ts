import { trick } from '../trick.js';

trick({
  name: 'calls request_key',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['request_key'],
  boast: 'got through',
  event: { mode: 'kernel' },
});
