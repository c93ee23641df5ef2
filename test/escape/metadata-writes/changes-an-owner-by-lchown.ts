import { trick } from '../trick.js';

trick({
  name: 'changes an owner by lchown',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['lchown', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['lchown', `${ground.jail}/inside`],
});
