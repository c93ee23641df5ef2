import { trick } from '../trick.js';

trick({
  name: 'lets the loader write its log outside',
  class: 'exec tricks',
  program: 'run-line.sh',
  args: (ground) => [`LD_DEBUG=files LD_DEBUG_OUTPUT=${ground.absent} /bin/true`],
  event: { mode: 'write' },
});
