import { copyWithCanary } from '../../stage/token-copy.js';
import { trick } from '../trick.js';

trick({
  name: 'executes a program whose ELF interpreter lies outside, where patterns decide',
  class: 'exec tricks',
  program: 'ask-for-an-interpreter.c',
  args: (ground) => [`${ground.outside}/program`],
  prepare: (ground) => {
    copyWithCanary('token-tool.bare.c', `${ground.outside}/program`, ground);
  },
  policy: () => ({ read: [/\/no-such-place\//] }),
  event: { mode: 'exec', file: (ground) => `${ground.outside}/program` },
});
