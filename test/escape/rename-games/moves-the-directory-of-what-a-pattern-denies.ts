import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { trick } from '../trick.js';

trick({
  name: 'moves the directory of a file that a glob denies',
  class: 'rename games',
  program: 'run-line.sh',
  args: () => ['mv private public; cat public/key'],
  prepare: (ground) => {
    mkdirSync(ground.private);
    writeFileSync(path.join(ground.private, 'key'), `${ground.canary}\n`);
  },
  policy: (ground) => ({ deny: [`${ground.jail}/private/*`] }),
  event: {},
});
