import { trick } from '../trick.js';

trick({
  name: 'sets a flag of a file that it may read',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['setflags', ground.victim],
  policy: (ground) => ({ read: [ground.victim] }),
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['setflags', 'inside'],
});
