import { trick } from '../trick.js';

trick({
  name: 'reads after control messages that lead back to the first',
  class: 'exhaustion',
  program: 'exhaust.c',
  args: (ground) => ['endless-control', ground.secret, '0'],
  event: { mode: 'read', file: (ground) => ground.secret },
});
