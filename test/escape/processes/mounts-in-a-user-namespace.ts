import { trick } from '../trick.js';

trick({
  name: 'mounts a directory outside in a user namespace',
  class: 'processes',
  program: 'other-root.c',
  args: (ground) => ['user-namespace', ground.outside, 'secret'],
  event: {},
});
