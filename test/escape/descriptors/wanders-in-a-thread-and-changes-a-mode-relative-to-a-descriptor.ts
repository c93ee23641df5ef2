import { trick } from '../trick.js';

trick({
  name: 'goes outside in a thread of its own and changes a mode relative to a descriptor',
  class: 'descriptors',
  program: 'wander-in-a-thread.c',
  args: (ground) => ['chmod-at', ground.outside, 'victim'],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['chmod-at', `${ground.jail}/.`, 'inside'],
});
