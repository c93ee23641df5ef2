import { trick } from '../trick.js';

trick({
  name: 'makes a link where a denied path did not exist',
  class: 'absent paths',
  program: 'run-line.sh',
  args: () => ['ln -s inside private'],
  policy: (ground) => ({ deny: [ground.private] }),
  event: { mode: 'write', file: (ground) => ground.private },
});
