import { trick } from '../trick.js';

trick({
  name: 'sets the generation of a file that it may read',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['setversion', ground.victim],
  policy: (ground) => ({ read: [ground.victim] }),
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['setversion', 'inside'],
});
