import { trick } from '../trick.js';

trick({
  name: 'moves a file to a denied path that did not exist',
  class: 'absent paths',
  program: 'run-line.sh',
  args: () => ['echo escaped > mine; mv mine private'],
  policy: (ground) => ({ deny: [ground.private] }),
  event: { mode: 'write', file: (ground) => ground.private },
});
