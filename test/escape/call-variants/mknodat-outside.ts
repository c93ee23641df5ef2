import { trick } from '../trick.js';

trick({
  name: 'mknodat outside',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['mknodat', ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
  harmless: () => ['mknodat', 'new'],
});
