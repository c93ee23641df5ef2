import { race } from '../race.js';
import { sentinel } from '../victims/sentinel.js';

race(import.meta.url, {
  name: 'lets a thread change whom a pidfd stands for',
  program: 'race-a-pidfd.c',
  leastRounds: 1000,
  args: (_ground, sentinel) => [String(sentinel.pid)],
  victim: sentinel,
  event: { mode: 'process' },
});
