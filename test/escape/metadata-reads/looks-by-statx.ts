import { trick } from '../trick.js';

trick({
  name: 'looks by statx',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['statx', ground.secret],
  boast: 'it is there',
  policy: () => ({ metadata: 'deny' }),
  harmless: (ground) => ['statx', `${ground.jail}/inside`],
});
