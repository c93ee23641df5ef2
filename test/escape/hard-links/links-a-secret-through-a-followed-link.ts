import { trick } from '../trick.js';

trick({
  name: 'gives a file outside a name inside by following a link',
  class: 'hard links',
  program: 'change-entry.c',
  args: (ground) => ['linkat-following', ground.secret, 'alias'],
  event: { file: (ground) => ground.secret },
});
