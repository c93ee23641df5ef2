import { trick } from '../trick.js';

trick({
  name: 'looks by access',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['access', ground.secret],
  boast: 'it is there',
  policy: () => ({ metadata: 'deny' }),
  harmless: (ground) => ['access', `${ground.jail}/inside`],
});
