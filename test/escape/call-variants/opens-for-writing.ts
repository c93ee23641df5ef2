import { trick } from '../trick.js';

trick({
  name: 'opens for writing',
  class: 'call variants',
  program: 'open-for-writing.c',
  args: (ground) => ['write', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['write', 'inside'],
});
