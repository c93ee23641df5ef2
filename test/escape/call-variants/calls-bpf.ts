import { trick } from '../trick.js';

trick({
  name: 'calls bpf',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['bpf'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
