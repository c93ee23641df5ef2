import { deniedKey, keyOf } from '../denied-key.js';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread turn a descriptor without content into one with it, by openat2',
  program: 'race-a-path.c',
  args: (ground) => ['how-held', `${ground.jail}/inside`, keyOf(ground)],
  ...deniedKey,
  event: { mode: 'read', file: (ground) => keyOf(ground) },
});
