import { trick } from '../trick.js';

trick({
  name: 'opens by openat',
  class: 'call variants',
  program: 'open-for-reading.c',
  args: (ground) => ['openat', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['openat', 'inside'],
});
