import { trick } from '../trick.js';

trick({
  name: 'gives a file outside a name inside by an empty path',
  class: 'hard links',
  program: 'change-entry.c',
  args: (ground) => ['linkat-empty-path', ground.secret, 'alias'],
  event: {},
  needsRoot: true,
});
