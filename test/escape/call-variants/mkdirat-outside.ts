import { trick } from '../trick.js';

trick({
  name: 'mkdirat outside',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['mkdirat', ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
  harmless: () => ['mkdirat', 'new'],
});
