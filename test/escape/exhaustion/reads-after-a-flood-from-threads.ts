import { trick } from '../trick.js';

trick({
  name: 'reads after a flood from fifty threads',
  class: 'exhaustion',
  program: 'exhaust.c',
  args: (ground) => ['threads', ground.secret, '50'],
  event: { mode: 'read', file: (ground) => ground.secret },
});
