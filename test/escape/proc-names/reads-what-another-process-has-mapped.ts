import { trick } from '../trick.js';
import { sentinel } from '../victims/sentinel.js';

trick({
  name: 'opens a file that another process has mapped',
  class: '/proc names',
  program: 'run-line.sh',
  args: (_ground, sentinel) => [`cat /proc/${sentinel.pid}/map_files/*`],
  victim: sentinel,
  event: { mode: 'read' },
  needsRoot: true,
});
