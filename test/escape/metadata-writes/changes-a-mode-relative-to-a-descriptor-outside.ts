import { trick } from '../trick.js';

trick({
  name: 'changes a mode relative to a descriptor outside',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['dirfd-chmod', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['dirfd-chmod', `${ground.jail}/inside`],
});
