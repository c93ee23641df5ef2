import { trick } from '../trick.js';

trick({
  name: 'executes in a thread',
  class: 'exec tricks',
  program: 'execute.c',
  args: (ground) => ['thread', `${ground.outside}/tool`],
  event: { mode: 'exec', file: (ground) => `${ground.outside}/tool` },
});
