import { trick } from '../trick.js';

trick({
  name: 'opens for reading and writing',
  class: 'call variants',
  program: 'open-for-writing.c',
  args: (ground) => ['read-and-write', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['read-and-write', 'inside'],
});
