import { trick } from '../trick.js';

trick({
  name: 'reads through a relative link that it planted',
  class: 'symlinks',
  program: 'run-line.sh',
  args: () => ['ln -s ../../outside/secret sub/link; cat sub/link'],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['ln -s ../inside sub/link; cat sub/link'],
});
