import { trick } from '../trick.js';

trick({
  name: 'enters the mount namespace of init by a pidfd',
  class: 'processes',
  program: 'other-root.c',
  args: (ground) => ['setns-pidfd', ground.outside, 'secret'],
  event: {},
  needsRoot: true,
});
