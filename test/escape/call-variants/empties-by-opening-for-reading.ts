import { trick } from '../trick.js';

trick({
  name: 'empties a file by opening it for reading',
  class: 'call variants',
  program: 'open-for-writing.c',
  args: (ground) => ['read-and-empty', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['read-and-empty', 'inside'],
});
