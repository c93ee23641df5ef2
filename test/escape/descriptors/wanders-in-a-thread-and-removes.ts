import { trick } from '../trick.js';

trick({
  name: 'goes outside in a thread of its own and removes',
  class: 'descriptors',
  program: 'wander-in-a-thread.c',
  args: (ground) => ['unlink', ground.outside, 'victim'],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['unlink', `${ground.jail}/.`, 'inside'],
});
