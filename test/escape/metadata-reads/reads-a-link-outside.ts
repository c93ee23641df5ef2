import { trick } from '../trick.js';

trick({
  name: 'reads where a link outside leads',
  class: 'metadata reads',
  program: 'run-line.sh',
  args: (ground) => [`readlink ${ground.outside}/pointer`],
  policy: () => ({ metadata: 'deny' }),
});
