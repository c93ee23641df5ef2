import { trick } from '../trick.js';

trick({
  name: 'changes a mode through /proc/self/fd',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['magic-chmod', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['magic-chmod', `${ground.jail}/inside`],
});
