import { trick } from '../trick.js';

trick({
  name: 'creates a nameless file outside and gives it a name',
  class: 'descriptors',
  program: 'open-for-writing.c',
  args: (ground) => ['nameless', ground.absent],
  event: { mode: 'write' },
  harmless: () => ['nameless', './new'],
});
