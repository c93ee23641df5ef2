import { trick } from '../trick.js';

trick({
  name: 'enters the mount namespace of init',
  class: 'processes',
  program: 'other-root.c',
  args: (ground) => ['setns', ground.outside, 'secret'],
  event: {},
  needsRoot: true,
});
