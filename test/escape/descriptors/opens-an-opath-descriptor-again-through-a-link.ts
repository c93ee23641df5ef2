import { trick } from '../trick.js';

trick({
  name: 'opens an O_PATH descriptor again through a link to it',
  class: 'descriptors',
  program: 'open-for-reading.c',
  args: (ground) => ['link-reopen', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['link-reopen', 'inside'],
});
