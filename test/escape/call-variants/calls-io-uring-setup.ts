import { trick } from '../trick.js';

trick({
  name: 'calls io_uring_setup',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['io_uring_setup'],
  boast: 'got through',
});
