import { trick } from '../trick.js';

trick({
  name: 'lists a directory outside',
  class: 'metadata reads',
  program: 'run-line.sh',
  args: (ground) => [`ls ${ground.outside}/directory`],
  policy: () => ({ metadata: 'deny' }),
});
