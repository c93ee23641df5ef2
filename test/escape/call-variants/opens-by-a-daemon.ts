import { trick } from '../trick.js';

trick({
  name: 'opens in the grandchild of a daemon',
  class: 'call variants',
  program: 'open-for-reading.c',
  args: (ground) => ['daemon', ground.secret],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: (ground) => ['daemon', `${ground.jail}/inside`],
});
