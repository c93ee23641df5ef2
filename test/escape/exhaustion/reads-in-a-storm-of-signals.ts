import { trick } from '../trick.js';

trick({
  name: 'reads in a storm of signals',
  class: 'exhaustion',
  program: 'exhaust.c',
  args: (ground) => ['signals', ground.secret, '2000'],
  event: { mode: 'read', file: (ground) => ground.secret },
});
