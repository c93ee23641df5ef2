import { trick } from '../trick.js';

trick({
  name: 'moves a file and leaves a whiteout',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['whiteout', ground.secret, 'moved'],
  event: { mode: 'write', file: (ground) => ground.secret },
  needsRoot: true,
});
