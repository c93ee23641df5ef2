import { trick } from '../trick.js';

trick({
  name: 'reads through .. relative to a descriptor of the jail',
  class: 'descriptors',
  program: 'open-for-reading.c',
  args: (ground) => ['dirfd-dots', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: (ground) => ['dirfd-dots', `${ground.jail}/inside`],
});
