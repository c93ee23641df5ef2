import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread turn reading into writing while its owner approves it',
  program: 'race-a-path.c',
  args: (ground) => ['how', `${ground.jail}/inside`, ground.victim],
  policy: (ground) => ({
    onJailbreak: ({ mode, file }) => (mode === 'read' && file === ground.victim ? 'log' : 'deny'),
  }),
  event: { mode: 'write', file: (ground) => ground.victim },
});
