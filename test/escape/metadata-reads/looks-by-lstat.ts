import { trick } from '../trick.js';

trick({
  name: 'looks by lstat',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['lstat', ground.secret],
  boast: 'it is there',
  policy: () => ({ metadata: 'deny' }),
  harmless: (ground) => ['lstat', `${ground.jail}/inside`],
});
