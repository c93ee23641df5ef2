import { trick } from '../trick.js';

trick({
  name: 'reads after a flood from fifty processes',
  class: 'exhaustion',
  program: 'exhaust.c',
  args: (ground) => ['processes', ground.secret, '50'],
  event: { mode: 'read', file: (ground) => ground.secret },
});
