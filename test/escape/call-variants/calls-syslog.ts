import { trick } from '../trick.js';

trick({
  name: 'calls syslog',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['syslog'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
