import { trick } from '../trick.js';

trick({
  name: 'makes all directories of a path outside',
  class: 'absent paths',
  program: 'run-line.sh',
  args: (ground) => [`mkdir -p ${ground.absent}/a/b/c; echo escaped > ${ground.absent}/a/b/c/d`],
  event: { mode: 'write', file: (ground) => ground.absent },
});
