import { trick } from '../trick.js';

trick({
  name: 'creates a file outside through links of which none leads anywhere',
  class: 'symlinks',
  program: 'run-line.sh',
  args: (ground) => [`ln -s ${ground.absent} a; ln -s a b; ln -s ../b sub/c; echo escaped > sub/c`],
  event: { mode: 'write', file: (ground) => ground.absent },
});
