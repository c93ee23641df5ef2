import { trick } from '../trick.js';

trick({
  name: 'reads through a link that it planted',
  class: 'symlinks',
  program: 'run-line.sh',
  args: (ground) => [`ln -s ${ground.secret} link; cat link`],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['ln -s inside link; cat link'],
});
