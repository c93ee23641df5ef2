import { trick } from '../trick.js';

trick({
  name: 'looks by statfs',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['statfs', ground.secret],
  boast: 'it is there',
  policy: () => ({ metadata: 'deny' }),
  harmless: (ground) => ['statfs', `${ground.jail}/inside`],
});
