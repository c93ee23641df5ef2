import { trick } from '../trick.js';

trick({
  name: 'reads relative to an O_PATH descriptor of a directory outside',
  class: 'descriptors',
  program: 'open-for-reading.c',
  args: (ground) => ['path-dirfd', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: (ground) => ['path-dirfd', `${ground.jail}/inside`],
});
