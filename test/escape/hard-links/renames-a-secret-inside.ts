import { trick } from '../trick.js';

trick({
  name: 'moves a file from outside into the jail and reads it',
  class: 'hard links',
  program: 'change-entry.c',
  args: (ground) => ['rename', ground.secret, 'moved'],
  event: { mode: 'write', file: (ground) => ground.secret },
  harmless: () => ['rename', 'inside', 'moved'],
});
