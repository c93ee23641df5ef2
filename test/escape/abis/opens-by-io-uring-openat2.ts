import { trick } from '../trick.js';

trick({
  name: 'opens by openat2 of io_uring',
  class: 'ABIs',
  program: 'open-for-reading.c',
  args: (ground) => ['ring-openat2', ground.secret],
});
