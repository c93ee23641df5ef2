import { trick } from '../trick.js';

trick({
  name: 'empties a file with the access mode that is neither',
  class: 'call variants',
  program: 'open-for-writing.c',
  args: (ground) => ['mode-three', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['mode-three', 'inside'],
});
