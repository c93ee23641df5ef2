import { writeFileSync } from 'node:fs';
import { trick } from '../trick.js';

trick({
  name: 'lets node require a file outside',
  class: 'exec tricks',
  program: 'run-line.sh',
  args: (ground) => [`NODE_OPTIONS='--require ${ground.outside}/plant.js' node -e 0`],
  prepare: (ground) => {
    writeFileSync(`${ground.outside}/plant.js`, `console.log('${ground.canary}')`);
  },
  event: { mode: 'read', file: (ground) => `${ground.outside}/plant.js` },
});
