import { trick } from '../trick.js';

trick({
  name: 'sets a flag with garbage in the high half of the request',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['setflags-high-bits', ground.victim],
  policy: (ground) => ({ read: [ground.victim] }),
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['setflags-high-bits', 'inside'],
});
