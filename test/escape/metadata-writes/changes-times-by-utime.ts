import { trick } from '../trick.js';

trick({
  name: 'changes times by utime',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['utime', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['utime', `${ground.jail}/inside`],
});
