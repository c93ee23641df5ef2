import { trick } from '../trick.js';

trick({
  name: 'socket node outside',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['socket-node', ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
  harmless: () => ['socket-node', 'new'],
});
