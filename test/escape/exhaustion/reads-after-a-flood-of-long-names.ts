import { trick } from '../trick.js';

trick({
  name: 'reads after a flood of long names',
  class: 'exhaustion',
  program: 'exhaust.c',
  args: (ground) => ['long-names', ground.secret, '500'],
  event: { mode: 'read', file: (ground) => ground.secret },
});
