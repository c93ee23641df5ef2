import { trick } from '../trick.js';

trick({
  name: 'gives a file outside a name inside and reads it',
  class: 'hard links',
  program: 'change-entry.c',
  args: (ground) => ['link', ground.secret, 'alias'],
  event: { file: (ground) => ground.secret },
  harmless: () => ['link', 'inside', 'alias'],
});
