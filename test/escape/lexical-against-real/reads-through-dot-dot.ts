import { trick } from '../trick.js';

trick({
  name: 'reads a file through ..',
  class: 'lexical against real',
  program: 'open-for-reading.c',
  args: () => ['open', '../outside/secret'],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['open', 'sub/../inside'],
});
