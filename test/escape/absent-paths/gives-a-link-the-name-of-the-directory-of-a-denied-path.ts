import { trick } from '../trick.js';

trick({
  name: 'gives a link a second name, that of the directory of a denied path',
  class: 'absent paths',
  program: 'run-line.sh',
  args: () => ['mkdir own && echo escaped > own/pre-commit && ln -s own way && ln -P way private'],
  policy: (ground) => ({ deny: [`${ground.private}/pre-commit`] }),
  event: { mode: 'write', file: (ground) => ground.private },
});
