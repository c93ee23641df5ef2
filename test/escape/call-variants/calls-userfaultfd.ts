import { trick } from '../trick.js';

trick({
  name: 'calls userfaultfd',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['userfaultfd'],
  boast: 'got through',
  event: { mode: 'kernel' },
});
