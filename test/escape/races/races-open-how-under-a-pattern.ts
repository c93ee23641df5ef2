import { race } from '../race.js';

race(import.meta.url, {
  name: 'lets a thread turn a descriptor without content into one with it, by openat2, where patterns decide',
  program: 'race-a-path.c',
  args: (ground) => ['how-held', `${ground.jail}/inside`, ground.secret],
  policy: () => ({ read: [/\/no-such-place\//] }),
  event: { mode: 'read', file: (ground) => ground.secret },
});
