import { trick } from '../trick.js';

trick({
  name: 'sets the generation of a file that it may read by the number of ext4',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['ext4-setversion', ground.victim],
  policy: (ground) => ({ read: [ground.victim] }),
  event: { mode: 'write', file: (ground) => ground.victim },
});
