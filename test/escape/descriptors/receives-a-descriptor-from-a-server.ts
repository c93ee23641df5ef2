import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'is handed the descriptor of a secret by a server',
  class: 'descriptors',
  program: 'speak.c',
  args: (_ground, listener) => ['unix-stream', 'connect', listener.address],
  victim: listener('unix-stream'),
  event: { mode: 'connect', file: (_ground, listener) => listener.address },
});
