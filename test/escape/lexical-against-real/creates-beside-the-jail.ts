import { trick } from '../trick.js';

trick({
  name: 'creates a file in the parent directory',
  class: 'lexical against real',
  program: 'open-for-writing.c',
  args: () => ['create', '../new'],
  event: { mode: 'write', file: (ground) => `${ground.root}/new` },
  harmless: () => ['create', 'new'],
});
