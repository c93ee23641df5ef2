import { trick } from '../trick.js';

trick({
  name: 'changes times by utimes',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['utimes', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['utimes', `${ground.jail}/inside`],
});
