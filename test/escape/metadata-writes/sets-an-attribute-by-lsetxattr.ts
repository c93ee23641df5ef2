import { trick } from '../trick.js';

trick({
  name: 'sets an attribute by lsetxattr',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['lsetxattr', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['lsetxattr', `${ground.jail}/inside`],
});
