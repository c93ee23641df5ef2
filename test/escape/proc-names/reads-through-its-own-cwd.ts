import { trick } from '../trick.js';

trick({
  name: 'reads through /proc/self/cwd',
  class: '/proc names',
  program: 'open-for-reading.c',
  args: () => ['open', '/proc/self/cwd/../outside/secret'],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['open', '/proc/self/cwd/inside'],
});
