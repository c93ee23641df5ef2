import { trick } from '../trick.js';

trick({
  name: 'reads in the middle of a fork bomb',
  class: 'exhaustion',
  program: 'bomb.c',
  args: (ground) => [ground.secret, '2'],
  event: { mode: 'read', file: (ground) => ground.secret },
});
