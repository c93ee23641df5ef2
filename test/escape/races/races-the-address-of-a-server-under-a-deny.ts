import { deniedKey } from '../denied-key.js';
import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread change the address of bind to one in a denied directory',
  program: 'race-a-connection.c',
  args: (ground) => ['bind', `${ground.private}/new`],
  ...deniedKey,
  event: { mode: 'write', file: (ground) => `${ground.private}/new` },
});
