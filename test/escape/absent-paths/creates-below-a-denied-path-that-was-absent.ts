import { trick } from '../trick.js';

trick({
  name: 'creates a file below a denied path that did not exist',
  class: 'absent paths',
  program: 'run-line.sh',
  args: () => ['mkdir private; mkdir private/hooks; echo escaped > private/hooks/pre-commit'],
  policy: (ground) => ({ deny: [ground.private] }),
  event: { mode: 'write' },
});
