import { writeFileSync } from 'node:fs';
import { deniedKey, keyOf } from '../denied-key.js';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the working directory to a denied one',
  program: 'race-a-path.c',
  args: (ground) => ['cwd', `${ground.jail}/sub/key`, keyOf(ground)],
  ...deniedKey,
  prepare: (ground) => {
    deniedKey.prepare(ground);
    writeFileSync(`${ground.jail}/sub/key`, 'harmless');
  },
  event: { mode: 'read', file: (ground) => keyOf(ground) },
});
