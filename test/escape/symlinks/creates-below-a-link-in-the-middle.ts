import { trick } from '../trick.js';

trick({
  name: 'creates a file outside below a linked directory',
  class: 'symlinks',
  program: 'run-line.sh',
  args: (ground) => [`ln -s ${ground.outside} middle; echo escaped > middle/absent`],
  event: { mode: 'write', file: (ground) => ground.absent },
});
