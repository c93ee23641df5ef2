import { trick } from '../trick.js';

trick({
  name: 'changes times of whatever the path is',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['utimensat-nofollow', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['utimensat-nofollow', `${ground.jail}/inside`],
});
