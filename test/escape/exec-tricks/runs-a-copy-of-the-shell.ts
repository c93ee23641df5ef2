import { trick } from '../trick.js';

trick({
  name: 'reads in a copy of the shell under another name',
  class: 'exec tricks',
  program: 'run-line.sh',
  args: (ground) => [`cp /bin/sh mine; ./mine -c 'while read line; do echo $line; done < ${ground.secret}'`],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['cp /bin/sh mine; ./mine -c "read line < inside; echo $line"'],
});
