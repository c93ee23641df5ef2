import { trick } from '../trick.js';

trick({
  name: 'changes the times of a file that it may read by futimesat',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['futimesat-descriptor', ground.victim],
  policy: (ground) => ({ read: [ground.victim] }),
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['futimesat-descriptor', 'inside'],
});
