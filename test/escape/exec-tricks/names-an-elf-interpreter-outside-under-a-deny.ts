import { copyWithCanary } from '../../stage/token-copy.js';
import { trick } from '../trick.js';

trick({
  name: 'executes a program whose ELF interpreter lies outside, where a directory is denied',
  class: 'exec tricks',
  program: 'ask-for-an-interpreter.c',
  args: (ground) => [`${ground.outside}/program`],
  prepare: (ground) => {
    copyWithCanary('token-tool.bare.c', `${ground.outside}/program`, ground);
  },
  policy: (ground) => ({ deny: [ground.private] }),
  event: { mode: 'exec', file: (ground) => `${ground.outside}/program` },
});
