import { trick } from '../trick.js';

trick({
  name: 'sets an attribute by setxattr',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['setxattr', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['setxattr', `${ground.jail}/inside`],
});
