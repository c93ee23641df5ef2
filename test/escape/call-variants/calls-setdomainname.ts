import { trick } from '../trick.js';

trick({
  name: 'calls setdomainname',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['setdomainname'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
