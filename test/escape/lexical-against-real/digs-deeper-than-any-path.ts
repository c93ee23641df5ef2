import { trick } from '../trick.js';

trick({
  name: 'reads through a link so deep that no path can say where',
  class: 'lexical against real',
  program: 'dig-deep.c',
  args: (ground) => [ground.secret, '30'],
  harmless: (ground) => [`${ground.jail}/inside`, '30'],
});
