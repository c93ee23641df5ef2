import { fixture } from '../../stage/fixture.js';
import { trick } from '../trick.js';

trick({
  name: 'executes a copy of itself that has no name and reads',
  class: 'descriptors',
  program: 'execute.c',
  args: (ground) => ['memory', fixture('open-for-reading.c').file, 'open', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
});
