import { trick } from '../trick.js';

trick({
  name: 'lets bash read its start-up file outside',
  class: 'exec tricks',
  program: 'run-line.sh',
  args: (ground) => [`BASH_ENV=${ground.outside}/tool bash -c : < /dev/null`],
  event: { mode: 'read', file: (ground) => `${ground.outside}/tool` },
});
