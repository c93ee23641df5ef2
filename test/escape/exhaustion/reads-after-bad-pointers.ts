import { trick } from '../trick.js';

trick({
  name: 'reads after every call with bad pointers',
  class: 'exhaustion',
  program: 'exhaust.c',
  args: (ground) => ['bad-pointers', ground.secret, '0'],
  event: { mode: 'read', file: (ground) => ground.secret },
});
