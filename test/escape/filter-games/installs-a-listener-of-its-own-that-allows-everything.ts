import { trick } from '../trick.js';

trick({
  name: 'installs a listener of its own that allows everything',
  class: 'filter games',
  program: 'own-filter.c',
  args: (ground) => ['listener', ground.secret],
});
