import { trick } from '../trick.js';

trick({
  name: 'gives a file outside a name inside by linkat',
  class: 'hard links',
  program: 'change-entry.c',
  args: (ground) => ['linkat', ground.secret, 'alias'],
  event: { file: (ground) => ground.secret },
  harmless: () => ['linkat', 'inside', 'alias'],
});
