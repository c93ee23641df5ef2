import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'reads through the working directory of another process',
  class: '/proc names',
  program: 'open-for-reading.c',
  args: (_ground, sentinel) => ['open', `/proc/${sentinel.pid}/cwd/secret`],
  victim: sentinel,
  event: { mode: 'read' },
});
