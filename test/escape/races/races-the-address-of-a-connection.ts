import { race } from '../race.js';
import { listener } from '../victims/listener.js';

race(import.meta.url, {
  name: 'lets a thread change the address of a connection',
  program: 'race-a-connection.c',
  args: (_ground, listener) => ['stream', listener.address],
  victim: listener('unix-stream'),
  event: { mode: 'connect', file: (_ground, listener) => listener.address },
});
