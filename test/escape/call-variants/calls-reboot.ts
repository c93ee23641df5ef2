import { trick } from '../trick.js';

trick({
  name: 'calls reboot',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['reboot'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
