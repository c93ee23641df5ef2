import { trick } from '../trick.js';

trick({
  name: 'reads through /proc/self/fd/N/name',
  class: 'descriptors',
  program: 'open-for-reading.c',
  args: (ground) => ['magic-middle', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: (ground) => ['magic-middle', `${ground.jail}/inside`],
});
