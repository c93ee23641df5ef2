import { trick } from '../trick.js';

trick({
  name: 'empties a file by creat',
  class: 'call variants',
  program: 'open-for-writing.c',
  args: (ground) => ['creat', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['creat', 'inside'],
});
