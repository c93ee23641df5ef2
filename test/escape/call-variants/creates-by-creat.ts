import { trick } from '../trick.js';

trick({
  name: 'creates by creat',
  class: 'call variants',
  program: 'open-for-writing.c',
  args: (ground) => ['creat', ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
  harmless: () => ['creat', 'new'],
});
