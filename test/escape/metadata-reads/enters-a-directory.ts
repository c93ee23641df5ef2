import { trick } from '../trick.js';

trick({
  name: 'enters a directory',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['directory', ground.secret],
  boast: 'it is there',
  policy: () => ({ metadata: 'deny' }),
  harmless: (ground) => ['directory', `${ground.jail}/inside`],
});
