import { trick } from '../trick.js';

trick({
  name: 'reads through a link in the middle of the path',
  class: 'symlinks',
  program: 'run-line.sh',
  args: (ground) => [`ln -s ${ground.outside} middle; cat middle/secret`],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['ln -s . middle; cat middle/inside'],
});
