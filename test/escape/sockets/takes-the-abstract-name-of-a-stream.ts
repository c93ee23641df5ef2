import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'takes the abstract name of a stream socket for another kind of socket first',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['abstract-stream', 'namesake', listener.address],
  victim: listener('abstract-stream'),
  boast: 'we were among ourselves',
  event: { mode: 'connect' },
  harmless: (ground) => ['abstract-stream', 'ourselves', ground.canary],
});
