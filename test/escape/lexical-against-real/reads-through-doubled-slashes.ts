import { trick } from '../trick.js';

trick({
  name: 'reads a file whose path has doubled slashes',
  class: 'lexical against real',
  program: 'open-for-reading.c',
  args: (ground) => ['open', ground.secret.replaceAll('/', '//')],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['open', 'sub//..//inside'],
});
