import { trick } from '../trick.js';

trick({
  name: 'binds a unix datagram socket outside',
  class: 'sockets',
  program: 'speak.c',
  args: (ground) => ['unix-datagram', 'bind', ground.absent],
  event: { file: (ground) => ground.absent },
  harmless: () => ['unix-datagram', 'bind', 'new'],
});
