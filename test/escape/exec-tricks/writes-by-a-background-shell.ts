import { trick } from '../trick.js';

trick({
  name: 'writes in a background shell',
  class: 'exec tricks',
  program: 'run-line.sh',
  args: (ground) => [`(echo escaped > ${ground.absent}) & wait`],
  event: { mode: 'write', file: (ground) => ground.absent },
});
