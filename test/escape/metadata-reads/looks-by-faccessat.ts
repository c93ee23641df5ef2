import { trick } from '../trick.js';

trick({
  name: 'looks by faccessat',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['faccessat', ground.secret],
  boast: 'it is there',
  policy: () => ({ metadata: 'deny' }),
  harmless: (ground) => ['faccessat', `${ground.jail}/inside`],
});
