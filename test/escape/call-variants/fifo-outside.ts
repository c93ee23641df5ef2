import { trick } from '../trick.js';

trick({
  name: 'fifo outside',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['fifo', ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
  harmless: () => ['fifo', 'new'],
});
