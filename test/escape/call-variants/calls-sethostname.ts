import { trick } from '../trick.js';

trick({
  name: 'calls sethostname',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['sethostname'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
