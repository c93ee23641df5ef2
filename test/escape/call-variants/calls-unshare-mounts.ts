import { trick } from '../trick.js';

trick({
  name: 'calls unshare_mounts',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['unshare_mounts'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
