import { trick } from '../trick.js';

trick({
  name: 'installs a filter that asks a tracer who is not there',
  class: 'filter games',
  program: 'own-filter.c',
  args: (ground) => ['trace', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['trace', 'inside'],
});
