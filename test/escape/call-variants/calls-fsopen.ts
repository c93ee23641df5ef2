import { trick } from '../trick.js';

trick({
  name: 'calls fsopen',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['fsopen'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
