import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'connects by io_uring',
  class: 'ABIs',
  program: 'speak.c',
  args: (_ground, listener) => ['unix-stream', 'ring', listener.address],
  victim: listener('unix-stream'),
});
