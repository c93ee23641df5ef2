import { trick } from '../trick.js';

trick({
  name: 'creates by int 0x80',
  class: 'ABIs',
  program: 'open-for-writing.c',
  args: (ground) => ['i386-creat', ground.absent],
  event: { mode: 'kernel' },
});
