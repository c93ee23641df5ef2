import { trick } from '../trick.js';

trick({
  name: 'executes a script outside',
  class: 'exec tricks',
  program: 'execute.c',
  args: (ground) => ['execve', `${ground.outside}/tool`],
  event: { mode: 'exec', file: (ground) => `${ground.outside}/tool` },
});
