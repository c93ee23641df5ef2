import { fixture } from '../../stage/fixture.js';
import { trick } from '../trick.js';

trick({
  name: 'runs a program of the i386 kind',
  class: 'ABIs',
  program: 'run-line.sh',
  args: (ground) => [`${fixture('read-a-file.i386.c').file} ${ground.secret}`],
  policy: () => ({ read: [fixture('read-a-file.i386.c').file] }),
  event: { mode: 'kernel' },
});
