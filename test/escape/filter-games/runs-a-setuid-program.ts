import { trick } from '../trick.js';

trick({
  name: 'runs a program that gains rights',
  class: 'filter games',
  program: 'run-line.sh',
  args: (ground) => [`mount --bind ${ground.outside} sub; cat sub/secret; umount sub`],
  needsRoot: true,
});
