import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'reads through the root of another process',
  class: '/proc names',
  program: 'open-for-reading.c',
  args: (ground, sentinel) => ['open', `/proc/${sentinel.pid}/root${ground.secret}`],
  victim: sentinel,
  event: { mode: 'read' },
});
