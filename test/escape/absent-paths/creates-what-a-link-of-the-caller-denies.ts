import { mkdirSync, symlinkSync } from 'node:fs';
import { trick } from '../trick.js';

trick({
  name: 'creates what is denied by a path through a link',
  class: 'absent paths',
  program: 'run-line.sh',
  args: () => ['echo escaped > private/configuration'],
  prepare: (ground) => {
    mkdirSync(ground.private);
    symlinkSync(ground.jail, `${ground.outside}/way`);
  },
  policy: (ground) => ({ deny: [`${ground.outside}/way/private/configuration`] }),
  event: { mode: 'write', file: (ground) => `${ground.private}/configuration` },
});
