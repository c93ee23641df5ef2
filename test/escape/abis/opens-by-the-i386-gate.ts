import { trick } from '../trick.js';

trick({
  name: 'opens by int 0x80',
  class: 'ABIs',
  program: 'open-for-reading.c',
  args: (ground) => ['i386', ground.secret],
  event: { mode: 'kernel' },
});
