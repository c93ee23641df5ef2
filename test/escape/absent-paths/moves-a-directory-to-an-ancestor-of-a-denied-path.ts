import { trick } from '../trick.js';

trick({
  name: 'prepares a directory and moves it to where a denied path begins',
  class: 'absent paths',
  program: 'run-line.sh',
  args: () => ['mkdir -p mine/hooks; echo escaped > mine/hooks/pre-commit; mv mine private'],
  policy: (ground) => ({ deny: [`${ground.private}/hooks`] }),
  event: { mode: 'write' },
});
