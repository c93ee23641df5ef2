import { trick } from '../trick.js';

trick({
  name: 'binds a unix socket outside',
  class: 'sockets',
  program: 'speak.c',
  args: (ground) => ['unix-stream', 'bind', ground.absent],
  event: { file: (ground) => ground.absent },
  harmless: () => ['unix-stream', 'bind', 'new'],
});
