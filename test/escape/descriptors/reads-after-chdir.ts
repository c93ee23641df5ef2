import { trick } from '../trick.js';

trick({
  name: 'goes outside and reads by a bare name',
  class: 'descriptors',
  program: 'open-for-reading.c',
  args: (ground) => ['chdir', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: (ground) => ['chdir', `${ground.jail}/inside`],
});
