import { trick } from '../trick.js';

trick({
  name: 'opens by openat2 beneath a descriptor outside',
  class: 'call variants',
  program: 'open-for-reading.c',
  args: (ground) => ['openat2-beneath', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: (ground) => ['openat2-beneath', `${ground.jail}/inside`],
});
