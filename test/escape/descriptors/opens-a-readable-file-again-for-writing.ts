import { trick } from '../trick.js';

trick({
  name: 'opens a file that it may read again for writing',
  class: 'descriptors',
  program: 'open-for-writing.c',
  args: (ground) => ['reopen', ground.victim],
  policy: (ground) => ({ read: [ground.victim] }),
  event: { mode: 'write', file: (ground) => ground.victim },
});
