import { trick } from '../trick.js';

trick({
  name: 'reads by a builtin of the shell',
  class: 'exec tricks',
  program: 'run-line.sh',
  args: (ground) => [`(read line < ${ground.secret}; echo $line)`],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['read line < inside; echo $line'],
});
