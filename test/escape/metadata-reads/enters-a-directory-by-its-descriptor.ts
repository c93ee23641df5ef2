import { trick } from '../trick.js';

trick({
  name: 'enters a directory by its descriptor',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['fchdir', ground.secret],
  boast: 'it is there',
  policy: () => ({ metadata: 'deny' }),
  harmless: (ground) => ['fchdir', `${ground.jail}/inside`],
});
