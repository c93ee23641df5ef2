import { trick } from '../trick.js';

trick({
  name: 'mounts a directory outside in a user namespace by clone3',
  class: 'processes',
  program: 'other-root.c',
  args: (ground) => ['clone3', ground.outside, 'secret'],
});
