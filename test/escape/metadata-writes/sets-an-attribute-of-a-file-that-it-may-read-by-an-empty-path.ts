import { trick } from '../trick.js';

trick({
  name: 'sets an attribute of a file that it may read by an empty path',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['setxattrat-empty', ground.victim],
  policy: (ground) => ({ read: [ground.victim] }),
});
