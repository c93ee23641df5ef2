import { trick } from '../trick.js';

trick({
  name: 'creates by open',
  class: 'call variants',
  program: 'open-for-writing.c',
  args: (ground) => ['create', ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
  harmless: () => ['create', 'new'],
});
