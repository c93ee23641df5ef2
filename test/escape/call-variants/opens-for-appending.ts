import { trick } from '../trick.js';

trick({
  name: 'opens for appending',
  class: 'call variants',
  program: 'open-for-writing.c',
  args: (ground) => ['append', ground.victim],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['append', 'inside'],
});
