import { trick } from '../trick.js';

trick({
  name: 'mounts a directory outside in the jail',
  class: 'processes',
  program: 'other-root.c',
  args: (ground) => ['mount', ground.outside, 'secret'],
  event: {},
  needsRoot: true,
});
