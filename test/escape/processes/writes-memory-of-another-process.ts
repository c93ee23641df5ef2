import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'writes the memory of another process through /proc',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['mem', String(sentinel.pid), sentinel.wordAddress],
  victim: sentinel,
  event: { mode: 'write' },
});
