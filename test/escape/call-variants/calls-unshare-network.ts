import { trick } from '../trick.js';

trick({
  name: 'calls unshare_network',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['unshare_network'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
