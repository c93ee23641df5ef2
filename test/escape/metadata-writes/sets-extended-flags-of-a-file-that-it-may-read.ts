import { trick } from '../trick.js';

trick({
  name: 'sets extended flags of a file that it may read',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['fssetxattr', ground.victim],
  policy: (ground) => ({ read: [ground.victim] }),
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['fssetxattr', 'inside'],
});
