import { trick } from '../trick.js';

trick({
  name: 'moves a directory from outside into the jail',
  class: 'rename games',
  program: 'run-line.sh',
  args: () => ['mv ../outside/directory here; cat here/*'],
  event: { mode: 'write', file: (ground) => `${ground.outside}/directory` },
});
