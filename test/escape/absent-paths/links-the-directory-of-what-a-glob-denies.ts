import { trick } from '../trick.js';

trick({
  name: 'puts a link in the place of the directory of what a glob denies',
  class: 'absent paths',
  program: 'run-line.sh',
  args: () => ['mkdir own && echo escaped > own/pre-commit && ln -s own private'],
  policy: (ground) => ({ deny: [`${ground.private}/*`] }),
  event: { mode: 'write', file: (ground) => ground.private },
});
