import { trick } from '../trick.js';

trick({
  name: 'opens in a child that shares its memory',
  class: 'call variants',
  program: 'open-for-reading.c',
  args: (ground) => ['vfork', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['vfork', 'inside'],
});
