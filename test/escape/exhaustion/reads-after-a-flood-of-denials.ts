import { trick } from '../trick.js';

trick({
  name: 'reads after a flood of denied calls',
  class: 'exhaustion',
  program: 'exhaust.c',
  args: (ground) => ['denials', ground.secret, '3000'],
  event: { mode: 'read', file: (ground) => ground.secret },
});
