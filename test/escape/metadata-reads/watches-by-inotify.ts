import { trick } from '../trick.js';

trick({
  name: 'watches by inotify',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['inotify', ground.secret],
  boast: 'it is there',
  policy: () => ({ metadata: 'deny' }),
  harmless: (ground) => ['inotify', `${ground.jail}/inside`],
});
