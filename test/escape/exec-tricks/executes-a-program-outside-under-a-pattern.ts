import { copyWithCanary } from '../../stage/token-copy.js';
import { trick } from '../trick.js';

trick({
  name: 'executes a program outside, where patterns decide',
  class: 'exec tricks',
  program: 'execute.c',
  args: (ground) => ['descriptor', `${ground.outside}/program`],
  prepare: (ground) => {
    copyWithCanary('token-tool.c', `${ground.outside}/program`, ground);
  },
  policy: () => ({ read: [/\/no-such-place\//] }),
  event: { mode: 'exec', file: (ground) => `${ground.outside}/program` },
});
