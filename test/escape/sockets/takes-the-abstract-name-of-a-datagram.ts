import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'takes the abstract name of a datagram socket for another kind of socket first',
  class: 'sockets',
  program: 'speak.c',
  args: (_ground, listener) => ['abstract-datagram', 'namesake', listener.address],
  victim: listener('abstract-datagram'),
  boast: 'we were among ourselves',
  event: { mode: 'connect' },
  harmless: (ground) => ['abstract-datagram', 'ourselves', ground.canary],
});
