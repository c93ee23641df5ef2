import { copyWithCanary } from '../../stage/token-copy.js';
import { trick } from '../trick.js';

trick({
  name: 'preloads a library outside',
  class: 'exec tricks',
  program: 'run-line.sh',
  args: (ground) => [`LD_PRELOAD=${ground.outside}/library.so /bin/true`],
  prepare: (ground) => {
    copyWithCanary('greet-from-library.so.c', `${ground.outside}/library.so`, ground);
  },
  event: { mode: 'read', file: (ground) => `${ground.outside}/library.so` },
});
