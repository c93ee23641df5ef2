import { trick } from '../trick.js';

trick({
  name: 'mkdir outside',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['mkdir', ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
  harmless: () => ['mkdir', 'new'],
});
