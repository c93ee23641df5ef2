import { trick } from '../trick.js';

trick({
  name: 'opens by openat2 with a longer structure',
  class: 'call variants',
  program: 'open-for-reading.c',
  args: (ground) => ['long-open-how', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['long-open-how', 'inside'],
});
