import { trick } from '../trick.js';

trick({
  name: 'reads while three hundred openings of a pipe wait',
  class: 'exhaustion',
  program: 'exhaust.c',
  args: (ground) => ['waiting-pipes', ground.secret, '300'],
  event: { mode: 'read', file: (ground) => ground.secret },
});
