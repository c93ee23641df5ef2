import { copyWithCanary } from '../../stage/token-copy.js';
import { trick } from '../trick.js';

trick({
  name: 'loads a library outside as an auditor',
  class: 'exec tricks',
  program: 'run-line.sh',
  args: (ground) => [`LD_AUDIT=${ground.outside}/library.so /bin/true`],
  prepare: (ground) => {
    copyWithCanary('greet-from-library.so.c', `${ground.outside}/library.so`, ground);
  },
  event: { mode: 'read', file: (ground) => `${ground.outside}/library.so` },
});
