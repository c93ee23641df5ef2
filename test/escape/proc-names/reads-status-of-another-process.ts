import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'reads the status of another process',
  class: '/proc names',
  program: 'open-for-reading.c',
  args: (_ground, sentinel) => ['open', `/proc/${sentinel.pid}/status`],
  victim: sentinel,
  event: { mode: 'read' },
  harmless: () => ['open', '/proc/self/status'],
});
