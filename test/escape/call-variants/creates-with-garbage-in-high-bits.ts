import { trick } from '../trick.js';

trick({
  name: 'creates with garbage in the high half of its arguments',
  class: 'call variants',
  program: 'open-for-writing.c',
  args: (ground) => ['high-bits', ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
  harmless: () => ['high-bits', 'new'],
});
