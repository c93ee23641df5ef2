import { trick } from '../trick.js';

trick({
  name: 'opens with garbage in the high half of its arguments',
  class: 'call variants',
  program: 'open-for-reading.c',
  args: (ground) => ['high-bits', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['high-bits', 'inside'],
});
