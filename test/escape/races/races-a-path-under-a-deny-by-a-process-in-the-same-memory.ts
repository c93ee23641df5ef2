import { deniedKey, keyOf } from '../denied-key.js';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a process that shares its memory change a path below a denied directory',
  program: 'race-a-path.c',
  args: (ground) => ['cloned-path', `${ground.jail}/inside`, keyOf(ground)],
  ...deniedKey,
  event: { mode: 'read', file: (ground) => keyOf(ground) },
});
