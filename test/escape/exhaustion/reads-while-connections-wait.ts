import { trick } from '../trick.js';

trick({
  name: 'reads while three hundred connections wait',
  class: 'exhaustion',
  program: 'exhaust.c',
  args: (ground) => ['waiting-connections', ground.secret, '300'],
  event: { mode: 'read', file: (ground) => ground.secret },
});
