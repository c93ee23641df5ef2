import { copyWithCanary } from '../../stage/token-copy.js';
import { trick } from '../trick.js';

const SEGMENTS = '1000';

trick({
  name: 'executes a program whose ELF interpreter lies outside and is mapped after a thousand other segments',
  class: 'exec tricks',
  program: 'ask-for-an-interpreter.c',
  args: (ground) => [`${ground.outside}/program`, SEGMENTS],
  prepare: (ground) => {
    copyWithCanary('token-tool.bare.c', `${ground.outside}/program`, ground);
  },
  policy: (ground) => ({ read: [/\/no-such-place\//], deny: [ground.private] }),
  event: { mode: 'exec' },
});
