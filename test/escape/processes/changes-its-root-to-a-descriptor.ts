import { trick } from '../trick.js';

trick({
  name: 'changes its root to a descriptor and reads',
  class: 'processes',
  program: 'other-root.c',
  args: (ground) => ['chroot-descriptor', ground.outside, 'secret'],
  event: {},
  needsRoot: true,
});
