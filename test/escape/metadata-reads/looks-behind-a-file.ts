import { trick } from '../trick.js';

trick({
  name: 'learns from an error that a file is there',
  class: 'metadata reads',
  program: 'run-line.sh',
  args: (ground) => [`cat ${ground.secret}/below; ${ground.secret}/below`],
  boast: 'Not a directory',
  policy: () => ({ metadata: 'deny' }),
});
