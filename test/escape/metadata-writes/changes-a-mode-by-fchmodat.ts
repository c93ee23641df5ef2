import { trick } from '../trick.js';

trick({
  name: 'changes a mode by fchmodat',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['fchmodat', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['fchmodat', `${ground.jail}/inside`],
});
