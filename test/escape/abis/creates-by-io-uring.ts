import { trick } from '../trick.js';

trick({
  name: 'creates by io_uring',
  class: 'ABIs',
  program: 'open-for-writing.c',
  args: (ground) => ['ring', ground.absent],
});
