import { trick } from '../trick.js';

trick({
  name: 'opens without leaving an access time',
  class: 'call variants',
  program: 'open-for-reading.c',
  args: (ground) => ['noatime', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: () => ['noatime', 'inside'],
});
