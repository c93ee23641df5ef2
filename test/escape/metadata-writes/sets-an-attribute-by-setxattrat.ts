import { trick } from '../trick.js';

trick({
  name: 'sets an attribute by setxattrat',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['setxattrat', ground.victim],
});
