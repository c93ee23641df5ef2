import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { trick } from '../trick.js';

trick({
  name: 'removes a denied file',
  class: 'rename games',
  program: 'run-line.sh',
  args: () => ['rm -f private/key'],
  prepare: (ground) => {
    mkdirSync(ground.private);
    writeFileSync(path.join(ground.private, 'key'), `${ground.canary}\n`);
  },
  policy: (ground) => ({ deny: [ground.private] }),
  event: { mode: 'write', file: (ground) => `${ground.private}/key` },
});
