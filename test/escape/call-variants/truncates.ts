import { trick } from '../trick.js';

trick({
  name: 'truncates by path',
  class: 'call variants',
  program: 'open-for-writing.c',
  args: (ground) => ['truncate', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['truncate', 'inside'],
});
