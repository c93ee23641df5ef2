import { trick } from '../trick.js';

trick({
  name: 'changes times by futimesat',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['futimesat', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['futimesat', `${ground.jail}/inside`],
});
