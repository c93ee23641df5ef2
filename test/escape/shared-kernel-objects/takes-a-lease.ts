import { trick } from '../trick.js';

trick({
  name: 'takes a lease of a file that it may read',
  class: 'shared kernel objects',
  program: 'lock-a-file.c',
  args: (ground) => ['lease', ground.victim],
  boast: 'took hold',
  policy: (ground) => ({ read: [ground.victim] }),
});
