import { trick } from '../trick.js';

trick({
  name: 'opens with every flag that does not matter',
  class: 'call variants',
  program: 'open-for-reading.c',
  args: (ground) => ['nonblock', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['nonblock', 'inside'],
});
