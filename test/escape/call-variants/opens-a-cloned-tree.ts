import { trick } from '../trick.js';

trick({
  name: 'opens in a cloned mount',
  class: 'call variants',
  program: 'open-for-reading.c',
  args: (ground) => ['open-tree-clone', ground.secret],
  event: { mode: 'kernel' },
  needsRoot: true,
});
