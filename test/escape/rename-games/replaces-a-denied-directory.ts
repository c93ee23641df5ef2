import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { trick } from '../trick.js';

trick({
  name: 'replaces a denied directory by its own',
  class: 'rename games',
  program: 'run-line.sh',
  args: () => ['mv private gone; mkdir private; echo mine > private/key; cat gone/key'],
  prepare: (ground) => {
    mkdirSync(ground.private);
    writeFileSync(path.join(ground.private, 'key'), `${ground.canary}\n`);
  },
  policy: (ground) => ({ deny: [ground.private] }),
  event: {},
});
