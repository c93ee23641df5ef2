import { trick } from '../trick.js';

trick({
  name: 'moves a file into the jail by noreplace',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['noreplace', ground.secret, 'moved'],
  event: { mode: 'write', file: (ground) => ground.secret },
  harmless: () => ['noreplace', 'inside', 'moved'],
});
