import { copyWithCanary } from '../../stage/token-copy.js';
import { trick } from '../trick.js';

trick({
  name: 'executes a program outside',
  class: 'exec tricks',
  program: 'execute.c',
  args: (ground) => ['execve', `${ground.outside}/program`],
  prepare: (ground) => {
    copyWithCanary('token-tool.c', `${ground.outside}/program`, ground);
  },
  event: { mode: 'exec', file: (ground) => `${ground.outside}/program` },
});
