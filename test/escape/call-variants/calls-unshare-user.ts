import { trick } from '../trick.js';

trick({
  name: 'calls unshare_user',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['unshare_user'],
  boast: 'got through',
  event: { mode: 'kernel' },
});
