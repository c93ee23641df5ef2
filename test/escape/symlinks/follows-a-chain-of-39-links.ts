import { trick } from '../trick.js';

trick({
  name: 'reads through as many links as the kernel allows',
  class: 'symlinks',
  program: 'run-line.sh',
  args: (ground) => [
    `ln -s ${ground.secret} l0; i=0; while [ $i -lt 38 ]; do ln -s l$i l$((i+1)); i=$((i+1)); done; cat l38`,
  ],
  event: { mode: 'read', file: (ground) => ground.secret },
});
