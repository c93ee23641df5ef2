import { trick } from '../trick.js';
import { listener } from '../victims/listener.js';

trick({
  name: 'is handed the descriptor of a secret by an abstract server',
  class: 'descriptors',
  program: 'speak.c',
  args: (_ground, listener) => ['abstract-stream', 'connect', listener.address],
  victim: listener('abstract-stream'),
  event: { mode: 'connect' },
});
