import { trick } from '../trick.js';

trick({
  name: 'reads after a flood of denied calls of which none equals another',
  class: 'exhaustion',
  program: 'exhaust.c',
  args: (ground) => ['different-denials', ground.secret, '2000'],
  event: { mode: 'read', file: (ground) => ground.secret },
});
