import { trick } from '../trick.js';

trick({
  name: 'puts a link in the place of the directory of a denied path that did not exist',
  class: 'absent paths',
  program: 'run-line.sh',
  args: () => ['mkdir own && echo escaped > own/pre-commit && ln -s own private'],
  policy: (ground) => ({ deny: [`${ground.private}/pre-commit`] }),
  event: { mode: 'write', file: (ground) => ground.private },
});
