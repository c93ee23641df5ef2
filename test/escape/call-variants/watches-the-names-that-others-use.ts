import { trick } from '../trick.js';
import { passerBy } from '../victims/passer-by.js';

trick({
  name: 'learns by inotify what others open',
  class: 'call variants',
  program: 'watch-names.c',
  args: (ground) => [`${ground.outside}/directory`],
  victim: passerBy,
  event: { mode: 'read', file: (ground) => `${ground.outside}/directory` },
});
