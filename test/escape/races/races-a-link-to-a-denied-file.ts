import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { raceRounds, raceTimeoutMs } from '../race-rounds.js';
import { trick } from '../trick.js';

trick({
  name: 'lets a child swap a link to a denied file',
  class: 'races',
  program: 'race-a-path.c',
  timeoutMs: raceTimeoutMs,
  args: (ground) => ['link', `${ground.jail}/inside`, `${ground.private}/key`, raceRounds],
  prepare: (ground) => {
    mkdirSync(ground.private);
    writeFileSync(path.join(ground.private, 'key'), `${ground.canary}\n`);
  },
  policy: (ground) => ({ deny: [ground.private] }),
  event: { mode: 'read', file: (ground) => `${ground.private}/key` },
});
