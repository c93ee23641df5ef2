import { trick } from '../trick.js';

trick({
  name: 'changes times by an empty path',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['utimensat-empty', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['utimensat-empty', `${ground.jail}/inside`],
});
