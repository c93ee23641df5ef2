import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'goes outside in a thread of its own and connects',
  class: 'descriptors',
  program: 'wander-in-a-thread.c',
  args: (ground) => ['connect', ground.outside, 'server'],
  victim: listener('unix-stream'),
});
