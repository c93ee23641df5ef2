import { trick } from '../trick.js';

trick({
  name: 'goes outside in a thread of its own and changes a mode',
  class: 'descriptors',
  program: 'wander-in-a-thread.c',
  args: (ground) => ['chmod', ground.outside, 'victim'],
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: (ground) => ['chmod', `${ground.jail}/.`, 'inside'],
});
