import { copyWithCanary } from '../../stage/token-copy.js';
import { trick } from '../trick.js';

trick({
  name: 'adds a library by the option of the loader',
  class: 'exec tricks',
  program: 'run-line.sh',
  args: (ground) => [`/lib64/ld-linux-x86-64.so.2 --preload ${ground.outside}/library.so /bin/true`],
  prepare: (ground) => {
    copyWithCanary('greet-from-library.so.c', `${ground.outside}/library.so`, ground);
  },
  event: { mode: 'read', file: (ground) => `${ground.outside}/library.so` },
});
