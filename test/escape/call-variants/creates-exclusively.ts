import { trick } from '../trick.js';

trick({
  name: 'creates exclusively',
  class: 'call variants',
  program: 'open-for-writing.c',
  args: (ground) => ['create-exclusively', ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
  harmless: () => ['create-exclusively', 'new'],
});
