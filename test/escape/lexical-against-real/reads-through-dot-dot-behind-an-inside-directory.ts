import { trick } from '../trick.js';

trick({
  name: 'reads a file through .. behind a directory of the jail',
  class: 'lexical against real',
  program: 'open-for-reading.c',
  args: () => ['open', 'sub/../../outside/secret'],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['open', 'sub/./../inside'],
});
