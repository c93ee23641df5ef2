import { trick } from '../trick.js';

trick({
  name: 'copies a whole directory through a link',
  class: 'symlinks',
  program: 'run-line.sh',
  args: (ground) => [`ln -s ${ground.outside} link; cp -r link/. copy`],
  event: { mode: 'read' },
});
