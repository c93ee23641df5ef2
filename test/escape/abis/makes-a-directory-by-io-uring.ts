import { trick } from '../trick.js';

trick({
  name: 'makes a directory by io_uring',
  class: 'ABIs',
  program: 'change-entry.c',
  args: (ground) => ['ring-mkdir', ground.absent],
});
