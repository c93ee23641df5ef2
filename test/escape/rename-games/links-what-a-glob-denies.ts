import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { trick } from '../trick.js';

trick({
  name: 'gives a file that a glob denies another name',
  class: 'rename games',
  program: 'run-line.sh',
  args: () => ['ln private/key public; cat public'],
  prepare: (ground) => {
    mkdirSync(ground.private);
    writeFileSync(path.join(ground.private, 'key'), `${ground.canary}\n`);
  },
  policy: (ground) => ({ deny: [`${ground.jail}/**/key`] }),
  event: {},
});
