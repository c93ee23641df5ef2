import { trick } from '../trick.js';

trick({
  name: 'guesses a name by a glob',
  class: 'metadata reads',
  program: 'run-line.sh',
  args: (ground) => [`echo ${ground.outside}/directory/canary*`],
  policy: () => ({ metadata: 'deny' }),
});
