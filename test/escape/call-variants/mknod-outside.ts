import { trick } from '../trick.js';

trick({
  name: 'mknod outside',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['mknod', ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
  harmless: () => ['mknod', 'new'],
});
