import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { trick } from '../trick.js';

trick({
  name: 'moves a denied file and reads it under its new name',
  class: 'rename games',
  program: 'run-line.sh',
  args: () => ['mv private/key public; cat public'],
  prepare: (ground) => {
    mkdirSync(ground.private);
    writeFileSync(path.join(ground.private, 'key'), `${ground.canary}\n`);
  },
  policy: (ground) => ({ deny: [ground.private] }),
  event: {},
});
