import { trick } from '../trick.js';

trick({
  name: 'looks by faccessat2',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['faccessat2', ground.secret],
  boast: 'it is there',
  policy: () => ({ metadata: 'deny' }),
  harmless: (ground) => ['faccessat2', `${ground.jail}/inside`],
});
