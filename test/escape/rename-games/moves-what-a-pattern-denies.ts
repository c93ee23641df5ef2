import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { trick } from '../trick.js';

trick({
  name: 'moves a file that a regular expression denies',
  class: 'rename games',
  program: 'run-line.sh',
  args: () => ['mv private/key public; cat public'],
  prepare: (ground) => {
    mkdirSync(ground.private);
    writeFileSync(path.join(ground.private, 'key'), `${ground.canary}\n`);
  },
  policy: () => ({ deny: [/\/private\/key$/] }),
  event: {},
});
