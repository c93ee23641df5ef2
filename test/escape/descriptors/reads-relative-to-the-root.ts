import { trick } from '../trick.js';

trick({
  name: 'reads relative to a descriptor of /',
  class: 'descriptors',
  program: 'open-for-reading.c',
  args: (ground) => ['root-dirfd', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: (ground) => ['root-dirfd', `${ground.jail}/inside`],
});
