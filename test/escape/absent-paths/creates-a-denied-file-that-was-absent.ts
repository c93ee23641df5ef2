import { trick } from '../trick.js';

trick({
  name: 'creates a denied file that did not exist',
  class: 'absent paths',
  program: 'run-line.sh',
  args: () => ['echo escaped > private'],
  policy: (ground) => ({ deny: [ground.private] }),
  event: { mode: 'write', file: (ground) => ground.private },
});
