import { trick } from '../trick.js';

trick({
  name: 'creates a configuration file that the host will read later',
  class: 'absent paths',
  program: 'run-line.sh',
  args: (ground) => [
    `mkdir ${ground.outside}/.git; echo escaped > ${ground.outside}/.git/config; echo escaped > ${ground.outside}/.bashrc`,
  ],
  event: { mode: 'write', file: (ground) => `${ground.outside}/.bashrc` },
});
