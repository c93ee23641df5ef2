import { trick } from '../trick.js';

trick({
  name: 'installs a filter that allows everything',
  class: 'filter games',
  program: 'own-filter.c',
  args: (ground) => ['allow', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['allow', 'inside'],
});
