import { trick } from '../trick.js';

trick({
  name: 'creates by opening for reading',
  class: 'call variants',
  program: 'open-for-writing.c',
  args: (ground) => ['read-and-create', ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
  harmless: () => ['read-and-create', 'new'],
});
