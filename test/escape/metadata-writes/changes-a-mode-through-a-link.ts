import { trick } from '../trick.js';

trick({
  name: 'changes a mode through a link',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['symlink-chmod', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['symlink-chmod', `${ground.jail}/inside`],
});
