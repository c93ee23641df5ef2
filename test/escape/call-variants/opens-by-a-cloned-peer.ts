import { trick } from '../trick.js';

trick({
  name: 'opens in a process that shares its descriptors',
  class: 'call variants',
  program: 'open-for-reading.c',
  args: (ground) => ['clone-peer', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['clone-peer', 'inside'],
});
