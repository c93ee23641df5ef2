import { trick } from '../trick.js';

trick({
  name: 'moves a file into the jail by renameat',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['renameat', ground.secret, 'moved'],
  event: { mode: 'write', file: (ground) => ground.secret },
  harmless: () => ['renameat', 'inside', 'moved'],
});
