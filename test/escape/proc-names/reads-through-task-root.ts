import { trick } from '../trick.js';

trick({
  name: 'reads through /proc/self/task/TID/root',
  class: '/proc names',
  program: 'open-for-reading.c',
  args: (ground) => ['open', `/proc/self/../thread-self/root${ground.secret}`],
  event: { mode: 'read', file: (ground) => ground.secret },
});
