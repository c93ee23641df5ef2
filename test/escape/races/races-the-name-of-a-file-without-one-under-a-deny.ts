import { deniedKey } from '../denied-key.js';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change where a file without a name gets one to a denied directory',
  program: 'race-a-path.c',
  args: (ground) => ['create-without-name', `${ground.jail}/new`, `${ground.private}/new`],
  ...deniedKey,
  event: { mode: 'write', file: (ground) => `${ground.private}/new` },
});
