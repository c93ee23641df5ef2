import { trick } from '../trick.js';

trick({
  name: 'opens its standard input again for writing',
  class: 'descriptors',
  program: 'open-for-writing.c',
  args: () => ['reopen', ''],
  stdin: (ground) => ground.victim,
  event: { mode: 'write', file: (ground) => ground.victim },
});
