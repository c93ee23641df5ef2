import { trick } from '../trick.js';

trick({
  name: 'executes relative to a descriptor outside',
  class: 'exec tricks',
  program: 'execute.c',
  args: (ground) => ['dirfd', `${ground.outside}/tool`],
  event: { mode: 'exec', file: (ground) => `${ground.outside}/tool` },
});
