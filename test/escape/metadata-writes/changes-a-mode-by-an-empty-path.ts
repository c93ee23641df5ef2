import { trick } from '../trick.js';

trick({
  name: 'changes a mode by an empty path',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['fchmodat2-empty', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['fchmodat2-empty', `${ground.jail}/inside`],
});
