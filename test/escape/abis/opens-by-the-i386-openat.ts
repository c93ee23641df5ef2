import { trick } from '../trick.js';

trick({
  name: 'opens by openat of the i386 gate',
  class: 'ABIs',
  program: 'open-for-reading.c',
  args: (ground) => ['i386-openat', ground.secret],
  event: { mode: 'kernel' },
});
