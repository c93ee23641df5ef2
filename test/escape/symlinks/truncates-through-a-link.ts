import { trick } from '../trick.js';

trick({
  name: 'truncates a file outside through a link',
  class: 'symlinks',
  program: 'run-line.sh',
  args: (ground) => [`ln -s ${ground.victim} link; true > link`],
  event: { mode: 'write', file: (ground) => ground.victim },
});
