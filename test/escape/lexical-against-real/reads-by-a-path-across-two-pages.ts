import { trick } from '../trick.js';

trick({
  name: 'reads a file by a path that straddles two pages',
  class: 'lexical against real',
  program: 'open-for-reading.c',
  args: (ground) => ['straddling-path', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: (ground) => ['straddling-path', `${ground.jail}/inside`],
});
