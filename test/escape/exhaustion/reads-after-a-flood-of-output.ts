import { trick } from '../trick.js';

trick({
  name: 'reads after a flood of output',
  class: 'exhaustion',
  program: 'exhaust.c',
  args: (ground) => ['output', ground.secret, '200'],
  event: { mode: 'read', file: (ground) => ground.secret },
});
