import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'pokes the memory of another process',
  class: 'processes',
  program: 'meddle-with-process.c',
  args: (_ground, sentinel) => ['poke', String(sentinel.pid), sentinel.wordAddress],
  victim: sentinel,
  event: { mode: 'process' },
});
