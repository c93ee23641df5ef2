import { trick } from '../trick.js';

trick({
  name: 'moves the directory of the jail',
  class: 'rename games',
  program: 'run-line.sh',
  args: () => ['mv ../jail ../outside/jail'],
  event: { mode: 'write' },
});
