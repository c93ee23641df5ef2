import { trick } from '../trick.js';
import { caller } from '../victims/caller.js';

trick({
  name: 'hears on a port that it got from a send without an address',
  class: 'sockets',
  program: 'listen-after-a-send.c',
  victim: caller,
});
