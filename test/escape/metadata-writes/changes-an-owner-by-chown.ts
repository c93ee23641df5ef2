import { trick } from '../trick.js';

trick({
  name: 'changes an owner by chown',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['chown', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['chown', `${ground.jail}/inside`],
});
