import { trick } from '../trick.js';

trick({
  name: 'opens an O_PATH descriptor again through /dev/fd',
  class: 'descriptors',
  program: 'open-for-reading.c',
  args: (ground) => ['dev-fd', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['dev-fd', 'inside'],
});
