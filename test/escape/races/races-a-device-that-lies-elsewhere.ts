import { race } from '../race.js';
import { device } from '../victims/device.js';

race(import.meta.url, {
  name: 'lets a thread change the path of a file to that of a device that lies where none belongs',
  program: 'race-a-device.c',
  leastRounds: 1000,
  args: (ground, device) => [ground.victim, device.name],
  boast: 'the device obeys',
  policy: (ground) => ({ read: [ground.outside] }),
  victim: device,
});
