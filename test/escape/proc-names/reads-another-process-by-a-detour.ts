import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'reads the environment of another process by a detour',
  class: '/proc names',
  program: 'open-for-reading.c',
  args: (_ground, sentinel) => ['open', `/proc/self/../${sentinel.pid}/environ`],
  victim: sentinel,
  event: { mode: 'read' },
});
