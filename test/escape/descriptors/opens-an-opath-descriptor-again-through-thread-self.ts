import { trick } from '../trick.js';

trick({
  name: 'opens an O_PATH descriptor again through /proc/thread-self/fd',
  class: 'descriptors',
  program: 'open-for-reading.c',
  args: (ground) => ['thread-self-fd', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['thread-self-fd', 'inside'],
});
