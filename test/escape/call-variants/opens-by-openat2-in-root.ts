import { trick } from '../trick.js';

trick({
  name: 'opens by openat2 with another root',
  class: 'call variants',
  program: 'open-for-reading.c',
  args: (ground) => ['openat2-in-root', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: (ground) => ['openat2-in-root', `${ground.jail}/inside`],
});
