import { trick } from '../trick.js';

trick({
  name: 'learns from a file that cannot be created that it is there',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['creation', ground.secret],
  boast: 'it is there',
  policy: () => ({ metadata: 'deny' }),
  event: { mode: 'write' },
  harmless: (ground) => ['creation', `${ground.jail}/inside`],
});
