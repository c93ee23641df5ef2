import { trick } from '../trick.js';

trick({
  name: 'exchanges a file outside with one of the jail',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['exchange', 'inside', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
});
