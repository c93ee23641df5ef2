import { trick } from '../trick.js';

trick({
  name: 'looks by an O_PATH descriptor',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['path-descriptor', ground.secret],
  boast: 'it is there',
  policy: () => ({ metadata: 'deny' }),
  harmless: (ground) => ['path-descriptor', `${ground.jail}/inside`],
});
