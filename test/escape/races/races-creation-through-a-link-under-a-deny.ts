import { deniedKey } from '../denied-key.js';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a child swap the link through which a file is created in a denied directory',
  program: 'race-a-path.c',
  args: (ground) => ['create-through-link', `${ground.jail}/new`, `${ground.private}/new`],
  ...deniedKey,
  event: { mode: 'write', file: (ground) => `${ground.private}/new` },
});
