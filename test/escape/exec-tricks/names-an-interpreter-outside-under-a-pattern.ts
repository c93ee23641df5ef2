import { copyWithCanary } from '../../stage/token-copy.js';
import { trick } from '../trick.js';

trick({
  name: 'executes a script whose interpreter lies outside, where patterns decide',
  class: 'exec tricks',
  program: 'execute.c',
  args: (ground) => ['interpreter-chain', `${ground.outside}/program`],
  prepare: (ground) => {
    copyWithCanary('token-tool.c', `${ground.outside}/program`, ground);
  },
  policy: () => ({ read: [/\/no-such-place\//] }),
  event: { mode: 'exec', file: (ground) => `${ground.outside}/program` },
});
