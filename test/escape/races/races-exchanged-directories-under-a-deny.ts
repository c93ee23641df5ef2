import { writeFileSync } from 'node:fs';
import { deniedKey, keyOf } from '../denied-key.js';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a child exchange a directory with a link to a denied one',
  program: 'race-a-path.c',
  args: (ground) => ['exchange-directories', `${ground.jail}/sub/key`, keyOf(ground)],
  ...deniedKey,
  prepare: (ground) => {
    deniedKey.prepare(ground);
    writeFileSync(`${ground.jail}/sub/key`, 'harmless');
  },
  event: { mode: 'read', file: (ground) => keyOf(ground) },
});
