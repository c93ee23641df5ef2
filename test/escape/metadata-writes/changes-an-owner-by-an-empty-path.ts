import { trick } from '../trick.js';

trick({
  name: 'changes an owner by an empty path',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['fchownat-empty', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['fchownat-empty', `${ground.jail}/inside`],
});
