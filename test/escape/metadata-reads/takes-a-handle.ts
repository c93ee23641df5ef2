import { trick } from '../trick.js';

trick({
  name: 'takes a handle',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['handle', ground.secret],
  boast: 'it is there',
  policy: () => ({ metadata: 'deny' }),
});
