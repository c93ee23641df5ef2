import { trick } from '../trick.js';

trick({
  name: 'makes a device',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['device', ground.absent],
  event: {},
  needsRoot: true,
});
