import { copyWithCanary } from '../../stage/token-copy.js';
import { trick } from '../trick.js';

trick({
  name: 'executes a program whose ELF interpreter lies outside',
  class: 'exec tricks',
  program: 'ask-for-an-interpreter.c',
  args: (ground) => [`${ground.outside}/program`],
  prepare: (ground) => {
    copyWithCanary('token-tool.bare.c', `${ground.outside}/program`, ground);
  },
  event: { mode: 'exec', file: (ground) => `${ground.outside}/program` },
});
