import { trick } from '../trick.js';

trick({
  name: 'reads a file by the longest path that there is',
  class: 'lexical against real',
  program: 'open-for-reading.c',
  args: (ground) => ['long-path', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: (ground) => ['long-path', `${ground.jail}/inside`],
});
