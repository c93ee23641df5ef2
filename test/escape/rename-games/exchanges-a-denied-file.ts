import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { trick } from '../trick.js';

trick({
  name: 'exchanges a denied file with its own',
  class: 'rename games',
  program: 'run-line.sh',
  args: () => ['mv --exchange private/key inside 2>/dev/null || mv -T private inside.d; cat inside inside.d/key'],
  prepare: (ground) => {
    mkdirSync(ground.private);
    writeFileSync(path.join(ground.private, 'key'), `${ground.canary}\n`);
  },
  policy: (ground) => ({ deny: [ground.private] }),
  event: {},
});
