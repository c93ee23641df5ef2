import { trick } from '../trick.js';

trick({
  name: 'opens by io_uring',
  class: 'ABIs',
  program: 'open-for-reading.c',
  args: (ground) => ['ring', ground.secret],
});
