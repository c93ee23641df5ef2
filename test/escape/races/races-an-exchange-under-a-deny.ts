import { deniedKey, keyOf } from '../denied-key.js';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread exchange a denied file with a link of its own',
  program: 'race-a-path.c',
  args: (ground) => ['rename-exchange', `${ground.jail}/inside`, keyOf(ground)],
  ...deniedKey,
  event: { mode: 'write', file: (ground) => keyOf(ground) },
});
