import { deniedKey, keyOf } from '../denied-key.js';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread take the path of a denied file away and give it back',
  program: 'race-a-path.c',
  args: (ground) => ['unmapped', `${ground.jail}/inside`, keyOf(ground)],
  ...deniedKey,
  event: { mode: 'read', file: (ground) => keyOf(ground) },
});
