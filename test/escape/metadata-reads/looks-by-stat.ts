import { trick } from '../trick.js';

trick({
  name: 'looks by stat',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['stat', ground.secret],
  boast: 'it is there',
  policy: () => ({ metadata: 'deny' }),
  harmless: (ground) => ['stat', `${ground.jail}/inside`],
});
