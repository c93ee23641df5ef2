import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'connects by int 0x80',
  class: 'ABIs',
  program: 'speak.c',
  args: (_ground, listener) => ['tcp4', 'i386-socketcall', listener.address],
  victim: listener('tcp4'),
  policy: () => ({ network: false }),
  event: {},
});
