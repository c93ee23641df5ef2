import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'reads the arguments of another process where everything may be read',
  class: '/proc names',
  program: 'open-for-reading.c',
  args: (_ground, sentinel) => ['open', `/proc/${sentinel.pid}/cmdline`],
  victim: sentinel,
  policy: () => ({ read: '/' }),
  event: { mode: 'read' },
  harmless: (ground) => ['open', ground.victim],
});
