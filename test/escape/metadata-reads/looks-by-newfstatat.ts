import { trick } from '../trick.js';

trick({
  name: 'looks by newfstatat',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['newfstatat', ground.secret],
  boast: 'it is there',
  policy: () => ({ metadata: 'deny' }),
  harmless: (ground) => ['newfstatat', `${ground.jail}/inside`],
});
