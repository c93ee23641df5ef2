import { trick } from '../trick.js';

trick({
  name: 'symlink outside',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['symlink', ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
  harmless: () => ['symlink', 'new'],
});
