import { trick } from '../trick.js';

trick({
  name: 'gives a nameless file of the jail a name outside',
  class: 'descriptors',
  program: 'open-for-writing.c',
  args: (ground) => ['nameless-inside', ground.absent],
  event: { mode: 'write', file: (ground) => ground.absent },
  harmless: () => ['nameless-inside', './new'],
});
