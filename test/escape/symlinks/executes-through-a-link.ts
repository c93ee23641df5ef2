import { trick } from '../trick.js';

trick({
  name: 'executes a program outside through a link',
  class: 'symlinks',
  program: 'execute.c',
  args: (ground) => ['symlink', `${ground.outside}/tool`],
  event: { mode: 'exec', file: (ground) => `${ground.outside}/tool` },
});
