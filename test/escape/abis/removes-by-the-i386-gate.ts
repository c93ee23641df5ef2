import { trick } from '../trick.js';

trick({
  name: 'removes by int 0x80',
  class: 'ABIs',
  program: 'change-entry.c',
  args: (ground) => ['i386-unlink', ground.victim],
  event: { mode: 'kernel' },
});
