import { trick } from '../trick.js';

trick({
  name: 'looks through its own root',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['own-root', ground.secret],
  boast: 'it is there',
  policy: () => ({ metadata: 'deny' }),
});
