import { trick } from '../trick.js';

trick({
  name: 'reads through /proc/thread-self/root',
  class: '/proc names',
  program: 'open-for-reading.c',
  args: (ground) => ['open', `/proc/thread-self/root${ground.secret}`],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['open', `/proc/thread-self/cwd/inside`],
});
