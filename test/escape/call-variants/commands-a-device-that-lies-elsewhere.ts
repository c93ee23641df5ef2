import { trick } from '../trick.js';
import { device } from '../victims/device.js';

trick({
  name: 'commands a device that lies where none belongs',
  class: 'call-variants',
  program: 'ask-a-device.c',
  args: (_ground, device) => [device.name],
  boast: 'the device obeys',
  policy: (ground) => ({ read: [ground.outside] }),
  victim: device,
});
