import { trick } from '../trick.js';

trick({
  name: 'installs a filter that refuses one call and uses another',
  class: 'filter games',
  program: 'own-filter.c',
  args: (ground) => ['error', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['error', 'inside'],
});
