import { trick } from '../trick.js';

trick({
  name: 'changes an owner by fchownat',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['fchownat', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['fchownat', `${ground.jail}/inside`],
});
