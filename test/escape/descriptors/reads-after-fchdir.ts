import { trick } from '../trick.js';

trick({
  name: 'goes outside by a descriptor and reads by a bare name',
  class: 'descriptors',
  program: 'open-for-reading.c',
  args: (ground) => ['fchdir', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: (ground) => ['fchdir', `${ground.jail}/inside`],
});
