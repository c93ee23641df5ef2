import { trick } from '../trick.js';

trick({
  name: 'changes a mode by int 0x80',
  class: 'ABIs',
  program: 'change-metadata.c',
  args: (ground) => ['i386-chmod', ground.victim],
  event: { mode: 'kernel' },
});
