import { trick } from '../trick.js';

trick({
  name: 'removes a file outside below a linked directory',
  class: 'symlinks',
  program: 'run-line.sh',
  args: (ground) => [`ln -s ${ground.outside} middle; rm -f middle/victim`],
  event: { mode: 'write', file: (ground) => ground.victim },
});
