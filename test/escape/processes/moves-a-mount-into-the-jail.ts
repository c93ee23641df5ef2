import { trick } from '../trick.js';

trick({
  name: 'moves a cloned mount into the jail',
  class: 'processes',
  program: 'other-root.c',
  args: (ground) => ['move-mount', ground.outside, 'secret'],
  event: {},
  needsRoot: true,
});
