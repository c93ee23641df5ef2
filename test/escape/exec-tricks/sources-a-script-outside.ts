import { trick } from '../trick.js';

trick({
  name: 'sources a script outside',
  class: 'exec tricks',
  program: 'run-line.sh',
  args: (ground) => [`sh -c '. ${ground.outside}/tool'`],
  event: { mode: 'read', file: (ground) => `${ground.outside}/tool` },
});
