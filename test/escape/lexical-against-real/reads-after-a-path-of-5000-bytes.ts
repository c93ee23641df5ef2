import { trick } from '../trick.js';

trick({
  name: 'reads a file after a path that is too long',
  class: 'lexical against real',
  program: 'open-for-reading.c',
  args: (ground) => ['too-long-path', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: (ground) => ['too-long-path', `${ground.jail}/inside`],
});
