import { deniedKey, keyOf } from '../denied-key.js';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the first path of linkat to a denied file',
  program: 'race-a-path.c',
  args: (ground) => ['link-from', `${ground.jail}/inside`, keyOf(ground)],
  ...deniedKey,
  event: { mode: 'read', file: (ground) => keyOf(ground) },
});
