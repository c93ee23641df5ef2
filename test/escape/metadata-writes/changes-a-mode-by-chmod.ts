import { trick } from '../trick.js';

trick({
  name: 'changes a mode by chmod',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['chmod', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['chmod', `${ground.jail}/inside`],
});
