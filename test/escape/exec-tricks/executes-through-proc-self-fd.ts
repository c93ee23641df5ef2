import { copyWithCanary } from '../../stage/token-copy.js';
import { trick } from '../trick.js';

trick({
  name: 'executes an O_PATH descriptor through /proc/self/fd',
  class: 'exec tricks',
  program: 'execute.c',
  args: (ground) => ['magic-link', `${ground.outside}/program`],
  prepare: (ground) => {
    copyWithCanary('token-tool.c', `${ground.outside}/program`, ground);
  },
  event: { mode: 'exec', file: (ground) => `${ground.outside}/program` },
});
