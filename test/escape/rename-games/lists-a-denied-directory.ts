import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { trick } from '../trick.js';

trick({
  name: 'lists a denied directory',
  class: 'rename games',
  program: 'run-line.sh',
  args: () => ['ls private'],
  prepare: (ground) => {
    mkdirSync(ground.private);
    writeFileSync(path.join(ground.private, ground.canary), 'named');
  },
  policy: (ground) => ({ deny: [ground.private] }),
  event: { mode: 'read', file: (ground) => ground.private },
});
