import { trick } from '../trick.js';

trick({
  name: 'calls fanotify_init',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['fanotify_init'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
