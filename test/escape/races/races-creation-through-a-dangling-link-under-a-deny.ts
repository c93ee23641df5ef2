import { deniedKey } from '../denied-key.js';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a child put a link into a denied directory where a file is created',
  program: 'race-a-path.c',
  args: (ground) => ['create-through-dangling-link', `${ground.jail}/new`, `${ground.private}/new`],
  ...deniedKey,
  event: { mode: 'write', file: (ground) => `${ground.private}/new` },
});
