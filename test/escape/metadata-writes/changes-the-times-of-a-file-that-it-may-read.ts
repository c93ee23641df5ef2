import { trick } from '../trick.js';

trick({
  name: 'changes the times of a file that it may read',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['futimens', ground.victim],
  policy: (ground) => ({ read: [ground.victim] }),
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['futimens', 'inside'],
});
