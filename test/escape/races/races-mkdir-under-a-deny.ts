import { deniedKey } from '../denied-key.js';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the path of mkdir to one in a denied directory',
  program: 'race-a-path.c',
  args: (ground) => ['mkdir', `${ground.jail}/new`, `${ground.private}/new`],
  ...deniedKey,
  event: { mode: 'write', file: (ground) => `${ground.private}/new` },
});
