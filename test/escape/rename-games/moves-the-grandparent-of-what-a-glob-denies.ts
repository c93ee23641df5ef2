import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { trick } from '../trick.js';

trick({
  name: 'moves the directory above the directory of a file that a glob denies',
  class: 'rename games',
  program: 'run-line.sh',
  args: () => ['mv sub other; cat other/private/key'],
  prepare: (ground) => {
    mkdirSync(path.join(ground.jail, 'sub', 'private'));
    writeFileSync(path.join(ground.jail, 'sub', 'private', 'key'), `${ground.canary}\n`);
  },
  policy: (ground) => ({ deny: [`${ground.jail}/sub/*/key`] }),
  event: {},
});
