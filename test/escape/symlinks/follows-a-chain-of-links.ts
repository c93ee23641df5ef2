import { trick } from '../trick.js';

trick({
  name: 'reads through a chain of links',
  class: 'symlinks',
  program: 'run-line.sh',
  args: (ground) => [`ln -s ${ground.secret} a; ln -s a b; ln -s ./b c; ln -s sub/../c d; cat d`],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['ln -s inside a; ln -s a b; ln -s ./b c; ln -s sub/../c d; cat d'],
});
