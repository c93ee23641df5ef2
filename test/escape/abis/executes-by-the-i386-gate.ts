import { trick } from '../trick.js';

trick({
  name: 'executes by int 0x80',
  class: 'ABIs',
  program: 'execute.c',
  args: (ground) => ['i386', `${ground.outside}/tool`],
  event: { mode: 'kernel' },
});
