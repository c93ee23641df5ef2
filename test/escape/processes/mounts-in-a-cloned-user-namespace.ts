import { trick } from '../trick.js';

trick({
  name: 'mounts a directory outside in a cloned user namespace',
  class: 'processes',
  program: 'other-root.c',
  args: (ground) => ['clone', ground.outside, 'secret'],
  event: {},
});
