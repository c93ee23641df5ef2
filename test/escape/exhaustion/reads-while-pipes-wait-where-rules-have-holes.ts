import { trick } from '../trick.js';

trick({
  name: 'reads while three hundred openings of a pipe wait, where a directory is denied',
  class: 'exhaustion',
  program: 'exhaust.c',
  args: (ground) => ['waiting-pipes', ground.secret, '300'],
  policy: (ground) => ({ deny: [ground.private] }),
  event: { mode: 'read', file: (ground) => ground.secret },
});
