import { trick } from '../trick.js';

trick({
  name: 'calls acct',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['acct'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
