import { trick } from '../trick.js';

trick({
  name: 'symlinkat outside',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['symlinkat', ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
  harmless: () => ['symlinkat', 'new'],
});
