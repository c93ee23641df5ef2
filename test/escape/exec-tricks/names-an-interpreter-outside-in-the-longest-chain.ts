import { copyWithCanary } from '../../stage/token-copy.js';
import { trick } from '../trick.js';

trick({
  name: 'executes the longest chain of scripts that the kernel follows, to an interpreter outside',
  class: 'exec tricks',
  program: 'execute.c',
  args: (ground) => ['longest-chain', `${ground.outside}/program`],
  prepare: (ground) => {
    copyWithCanary('token-tool.c', `${ground.outside}/program`, ground);
  },
  event: { mode: 'exec', file: (ground) => `${ground.outside}/program` },
});
