import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'reads the environment of another process relative to its directory',
  class: '/proc names',
  program: 'open-for-reading.c',
  args: (_ground, sentinel) => ['path-dirfd', `/proc/${sentinel.pid}/environ`],
  victim: sentinel,
  event: { mode: 'read' },
});
