import { trick } from '../trick.js';

trick({
  name: 'learns from a link that cannot be made that a file is there',
  class: 'metadata reads',
  program: 'run-line.sh',
  args: (ground) => [`ln -n inside ${ground.secret}`],
  boast: 'File exists',
  policy: () => ({ metadata: 'deny' }),
  event: { mode: 'write' },
});
