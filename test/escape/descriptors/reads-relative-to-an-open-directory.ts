import { trick } from '../trick.js';

trick({
  name: 'reads relative to an open directory outside',
  class: 'descriptors',
  program: 'open-for-reading.c',
  args: (ground) => ['dirfd', ground.secret],
  event: { mode: 'read' },
  harmless: (ground) => ['dirfd', `${ground.jail}/inside`],
});
