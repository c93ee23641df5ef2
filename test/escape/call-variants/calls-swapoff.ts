import { trick } from '../trick.js';

trick({
  name: 'calls swapoff',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['swapoff'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
