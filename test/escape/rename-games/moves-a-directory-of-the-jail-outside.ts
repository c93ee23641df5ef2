import { trick } from '../trick.js';

trick({
  name: 'moves a directory of the jail to the outside',
  class: 'rename games',
  program: 'run-line.sh',
  args: () => ['mv sub ../outside/absent'],
  event: { mode: 'write', file: (ground) => ground.absent },
});
