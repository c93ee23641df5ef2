import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a child swap a link to a denied file',
  program: 'race-a-path.c',
  args: (ground) => ['link', `${ground.jail}/inside`, `${ground.private}/key`],
  prepare: (ground) => {
    mkdirSync(ground.private);
    writeFileSync(path.join(ground.private, 'key'), `${ground.canary}\n`);
  },
  policy: (ground) => ({ deny: [ground.private] }),
  event: { mode: 'read', file: (ground) => `${ground.private}/key` },
});
