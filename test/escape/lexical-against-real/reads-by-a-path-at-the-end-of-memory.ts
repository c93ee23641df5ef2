import { trick } from '../trick.js';

trick({
  name: 'reads a file by a path that ends one byte before an unmapped page',
  class: 'lexical against real',
  program: 'open-for-reading.c',
  args: (ground) => ['path-at-page-end', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: (ground) => ['path-at-page-end', `${ground.jail}/inside`],
});
