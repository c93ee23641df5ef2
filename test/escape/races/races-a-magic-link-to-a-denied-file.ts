import { deniedKey, keyOf } from '../denied-key.js';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change a descriptor opened through /proc to one of a denied file',
  program: 'race-a-path.c',
  args: (ground) => ['magic-link', `${ground.jail}/inside`, keyOf(ground)],
  ...deniedKey,
  event: { mode: 'read', file: (ground) => keyOf(ground) },
});
