import { trick } from '../trick.js';

trick({
  name: 'executes by execveat',
  class: 'exec tricks',
  program: 'execute.c',
  args: (ground) => ['execveat', `${ground.outside}/tool`],
  event: { mode: 'exec', file: (ground) => `${ground.outside}/tool` },
});
