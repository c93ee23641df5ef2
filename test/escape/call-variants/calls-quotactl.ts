import { trick } from '../trick.js';

trick({
  name: 'calls quotactl',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['quotactl'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
