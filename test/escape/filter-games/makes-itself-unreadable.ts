import { trick } from '../trick.js';

trick({
  name: 'makes itself unreadable to its keeper and reads',
  class: 'filter games',
  program: 'open-for-reading.c',
  args: (ground) => ['dumpless', ground.secret],
  event: {},
});
