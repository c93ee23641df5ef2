import { trick } from '../trick.js';

trick({
  name: 'gives a file of the jail a name outside',
  class: 'hard links',
  program: 'change-entry.c',
  args: (ground) => ['link', 'inside', ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
});
