import { trick } from '../trick.js';

trick({
  name: 'exchanges a file of the jail with one outside',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['exchange', ground.secret, 'inside'],
  event: { mode: 'write', file: (ground) => ground.secret },
  harmless: () => ['exchange', 'inside', 'sub'],
});
