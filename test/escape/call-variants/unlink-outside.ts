import { trick } from '../trick.js';

trick({
  name: 'unlink outside',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['unlink', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['unlink', 'inside'],
});
