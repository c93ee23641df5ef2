import { trick } from '../trick.js';

trick({
  name: 'opens by the number of x32',
  class: 'ABIs',
  program: 'open-for-reading.c',
  args: (ground) => ['x32', ground.secret],
  event: { mode: 'kernel' },
});
