import { trick } from '../trick.js';

trick({
  name: 'installs a filter that traps one call and uses another',
  class: 'filter games',
  program: 'own-filter.c',
  args: (ground) => ['trap', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['trap', 'inside'],
});
