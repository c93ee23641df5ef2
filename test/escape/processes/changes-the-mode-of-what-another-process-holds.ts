import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'changes the mode of a nameless file of another process',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['descriptor-mode', String(sentinel.pid), sentinel.nameless],
  victim: sentinel,
  event: {},
});
