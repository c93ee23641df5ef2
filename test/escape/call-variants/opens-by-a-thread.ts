import { trick } from '../trick.js';

trick({
  name: 'opens in a thread',
  class: 'call variants',
  program: 'open-for-reading.c',
  args: (ground) => ['thread', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['thread', 'inside'],
});
