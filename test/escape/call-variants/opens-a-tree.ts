import { trick } from '../trick.js';

trick({
  name: 'opens by open_tree',
  class: 'call variants',
  program: 'open-for-reading.c',
  args: (ground) => ['open-tree', ground.secret],
  event: { mode: 'kernel' },
});
