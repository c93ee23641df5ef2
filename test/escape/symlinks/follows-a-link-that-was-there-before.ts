import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { trick } from '../trick.js';

trick({
  name: 'reads through a link that lay in the jail before',
  class: 'symlinks',
  program: 'open-for-reading.c',
  args: () => ['open', 'before'],
  prepare: (ground) => {
    symlinkSync(ground.secret, path.join(ground.jail, 'before'));
  },
  event: { mode: 'read', file: (ground) => ground.secret },
});
