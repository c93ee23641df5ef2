import { trick } from '../trick.js';

trick({
  name: 'calls kexec_load',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['kexec_load'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
