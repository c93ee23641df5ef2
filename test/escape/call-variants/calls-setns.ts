import { trick } from '../trick.js';

trick({
  name: 'calls setns',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['setns'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
