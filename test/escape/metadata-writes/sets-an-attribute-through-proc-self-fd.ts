import { trick } from '../trick.js';

trick({
  name: 'sets an attribute through /proc/self/fd',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['magic-setxattr', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['magic-setxattr', `${ground.jail}/inside`],
});
