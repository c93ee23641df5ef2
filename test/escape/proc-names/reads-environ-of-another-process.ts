import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'reads the environment of another process',
  class: '/proc names',
  program: 'open-for-reading.c',
  args: (_ground, sentinel) => ['open', `/proc/${sentinel.pid}/environ`],
  victim: sentinel,
  event: { mode: 'read' },
  harmless: () => ['open', '/proc/self/environ'],
});
