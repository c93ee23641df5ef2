import { trick } from '../trick.js';

trick({
  name: 'removes by io_uring',
  class: 'ABIs',
  program: 'change-entry.c',
  args: (ground) => ['ring-unlink', ground.victim],
});
