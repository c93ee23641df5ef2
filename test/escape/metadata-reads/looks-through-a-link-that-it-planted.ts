import { trick } from '../trick.js';

trick({
  name: 'looks through a link that it planted',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['planted-link', ground.secret],
  boast: 'it is there',
  policy: () => ({ metadata: 'deny' }),
  harmless: (ground) => ['planted-link', `${ground.jail}/inside`],
});
