import { trick } from '../trick.js';

trick({
  name: 'opens an O_PATH descriptor again through /proc/self/fd',
  class: 'descriptors',
  program: 'open-for-reading.c',
  args: (ground) => ['path-reopen', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['path-reopen', 'inside'],
});
