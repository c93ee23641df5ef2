import { trick } from '../trick.js';

trick({
  name: 'tells the network that it joins a group',
  class: 'sockets',
  program: 'join-a-group.c',
  boast: 'joined',
  event: { mode: 'connect', file: () => 'multicast' },
});
