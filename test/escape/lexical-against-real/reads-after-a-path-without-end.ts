import { trick } from '../trick.js';

trick({
  name: 'reads a file after a path that runs into an unmapped page',
  class: 'lexical against real',
  program: 'open-for-reading.c',
  args: (ground) => ['unterminated-path', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: (ground) => ['unterminated-path', `${ground.jail}/inside`],
});
