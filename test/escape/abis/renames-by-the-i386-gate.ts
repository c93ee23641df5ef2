import { trick } from '../trick.js';

trick({
  name: 'renames by int 0x80',
  class: 'ABIs',
  program: 'change-entry.c',
  args: (ground) => ['i386-rename', ground.secret, 'moved'],
  event: { mode: 'kernel' },
});
