import { fixture } from '../../stage/fixture.js';
import { trick } from '../trick.js';

trick({
  name: 'runs a program that its keeper may not read',
  class: 'filter games',
  program: 'run-line.sh',
  args: (ground) => [
    `cp ${fixture('open-for-reading.c').file} reader; chmod 111 reader; ./reader open ${ground.secret}`,
  ],
  policy: () => ({ read: [fixture('open-for-reading.c').file] }),
  event: {},
});
