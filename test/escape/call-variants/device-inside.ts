import { trick } from '../trick.js';

trick({
  name: 'makes a device in the jail',
  class: 'call variants',
  program: 'change-entry.c',
  args: () => ['device', 'null'],
  boast: 'device: 0',
  needsRoot: true,
});
