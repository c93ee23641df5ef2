import { trick } from '../trick.js';

trick({
  name: 'moves a file of the jail over one outside',
  class: 'hard links',
  program: 'change-entry.c',
  args: (ground) => ['rename', 'inside', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
});
