import { trick } from '../trick.js';

trick({
  name: 'creates by openat2',
  class: 'call variants',
  program: 'open-for-writing.c',
  args: (ground) => ['openat2', ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
  harmless: () => ['openat2', 'new'],
});
