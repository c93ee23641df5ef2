import { trick } from '../trick.js';

trick({
  name: 'opens an O_PATH descriptor again for writing',
  class: 'descriptors',
  program: 'open-for-writing.c',
  args: (ground) => ['path-reopen', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['path-reopen', 'inside'],
});
