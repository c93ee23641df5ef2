import { trick } from '../trick.js';

trick({
  name: 'gives a file outside a name inside by its descriptor',
  class: 'hard links',
  program: 'change-entry.c',
  args: (ground) => ['linkat-descriptor', ground.secret, 'alias'],
  event: {},
});
