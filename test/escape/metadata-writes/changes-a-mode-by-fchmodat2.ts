import { trick } from '../trick.js';

trick({
  name: 'changes a mode by fchmodat2',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['fchmodat2', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['fchmodat2', `${ground.jail}/inside`],
});
