import { trick } from '../trick.js';

trick({
  name: 'unlinkat outside',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['unlinkat', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['unlinkat', 'inside'],
});
