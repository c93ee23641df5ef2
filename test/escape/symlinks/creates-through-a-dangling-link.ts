import { trick } from '../trick.js';

trick({
  name: 'creates a file outside through a dangling link',
  class: 'symlinks',
  program: 'run-line.sh',
  args: (ground) => [`ln -s ${ground.absent} link; echo escaped > link`],
  event: { mode: 'write', file: (ground) => ground.absent },
  harmless: () => ['ln -s new link; echo new > link'],
});
