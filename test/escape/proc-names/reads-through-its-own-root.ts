import { trick } from '../trick.js';

trick({
  name: 'reads through /proc/self/root',
  class: '/proc names',
  program: 'open-for-reading.c',
  args: (ground) => ['open', `/proc/self/root${ground.secret}`],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: (ground) => ['open', `/proc/self/root${ground.jail}/inside`],
});
