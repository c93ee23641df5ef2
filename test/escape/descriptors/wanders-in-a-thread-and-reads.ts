import { trick } from '../trick.js';

trick({
  name: 'goes outside in a thread of its own and reads',
  class: 'descriptors',
  program: 'wander-in-a-thread.c',
  args: (ground) => ['read', ground.outside, 'secret'],
  event: { mode: 'read', file: (ground) => ground.secret },
  harmless: (ground) => ['read', `${ground.jail}/.`, 'inside'],
});
