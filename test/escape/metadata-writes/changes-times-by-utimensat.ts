import { trick } from '../trick.js';

trick({
  name: 'changes times by utimensat',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['utimensat', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['utimensat', `${ground.jail}/inside`],
});
