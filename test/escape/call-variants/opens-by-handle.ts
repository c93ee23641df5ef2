import { trick } from '../trick.js';

trick({
  name: 'opens by a handle instead of a path',
  class: 'call variants',
  program: 'open-for-reading.c',
  args: (ground) => ['handle', ground.secret],
  event: { mode: 'kernel' },
  needsRoot: true,
});
