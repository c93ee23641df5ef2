import { trick } from '../trick.js';

trick({
  name: 'reads through a link to /proc/self/root',
  class: 'symlinks',
  program: 'run-line.sh',
  args: (ground) => [`ln -s /proc/self/root${ground.secret} link; cat link`],
  event: { mode: 'read', file: (ground) => ground.secret },
});
