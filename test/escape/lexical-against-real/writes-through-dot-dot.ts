import { trick } from '../trick.js';

trick({
  name: 'creates a file through ..',
  class: 'lexical against real',
  program: 'open-for-writing.c',
  args: () => ['create', '../outside/absent'],
  event: { mode: 'write', file: (ground) => ground.absent },
  harmless: () => ['create', 'sub/../new'],
});
