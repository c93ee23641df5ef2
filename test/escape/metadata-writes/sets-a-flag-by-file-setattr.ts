import { trick } from '../trick.js';

trick({
  name: 'sets a flag by file_setattr',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['file-setattr', ground.victim],
});
