import { writeFileSync } from 'node:fs';
import { raceRounds, raceTimeoutMs } from '../race-rounds.js';
import { trick } from '../trick.js';

trick({
  name: 'lets a child swap a link that a pattern allows',
  class: 'races',
  program: 'race-a-path.c',
  timeoutMs: raceTimeoutMs,
  args: (ground) => ['link', `${ground.outside}/allowed`, ground.secret, raceRounds],
  prepare: (ground) => {
    writeFileSync(`${ground.outside}/allowed`, 'harmless');
  },
  policy: () => ({ read: [/\/outside\/allowed$/] }),
  event: { mode: 'read', file: (ground) => ground.secret },
});
