import { trick } from '../trick.js';

trick({
  name: 'reads a file through more .. than there are directories',
  class: 'lexical against real',
  program: 'open-for-reading.c',
  args: (ground) => ['open', `/../../..${ground.secret}`],
  event: { mode: 'read', file: (ground) => ground.secret },
});
