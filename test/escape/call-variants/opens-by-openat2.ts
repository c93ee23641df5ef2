import { trick } from '../trick.js';

trick({
  name: 'opens by openat2',
  class: 'call variants',
  program: 'open-for-reading.c',
  args: (ground) => ['openat2', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['openat2', 'inside'],
});
