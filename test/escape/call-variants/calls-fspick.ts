import { trick } from '../trick.js';

trick({
  name: 'calls fspick',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['fspick'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
