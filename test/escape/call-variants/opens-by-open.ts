import { trick } from '../trick.js';

trick({
  name: 'opens by open',
  class: 'call variants',
  program: 'open-for-reading.c',
  args: (ground) => ['open', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['open', 'inside'],
});
