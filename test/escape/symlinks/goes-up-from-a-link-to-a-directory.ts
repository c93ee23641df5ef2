import { trick } from '../trick.js';

trick({
  name: 'reads through .. behind a link to a directory outside',
  class: 'symlinks',
  program: 'run-line.sh',
  args: (ground) => [`ln -s ${ground.outside}/directory link; cat link/../secret`],
  event: { mode: 'read', file: (ground) => ground.secret },
});
