import { trick } from '../trick.js';

trick({
  name: 'changes its root and reads',
  class: 'processes',
  program: 'other-root.c',
  args: (ground) => ['chroot', ground.outside, 'secret'],
  event: {},
  needsRoot: true,
});
