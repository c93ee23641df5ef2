import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { raceRounds, raceTimeoutMs } from '../race-rounds.js';
import { trick } from '../trick.js';

trick({
  name: 'lets a thread change what a descriptor stands for',
  class: 'races',
  program: 'race-a-path.c',
  timeoutMs: raceTimeoutMs,
  args: (ground) => ['descriptor', `${ground.jail}/sub/secret`, ground.secret, raceRounds],
  prepare: (ground) => {
    writeFileSync(path.join(ground.jail, 'sub', 'secret'), 'harmless');
  },
  event: { mode: 'read', file: (ground) => ground.secret },
});
