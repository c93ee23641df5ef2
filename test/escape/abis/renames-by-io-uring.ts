import { trick } from '../trick.js';

trick({
  name: 'renames by io_uring',
  class: 'ABIs',
  program: 'change-entry.c',
  args: (ground) => ['ring-rename', ground.secret, 'moved'],
});
