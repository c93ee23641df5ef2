import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { trick } from '../trick.js';

trick({
  name: 'appends through a link that lay in the jail before',
  class: 'symlinks',
  program: 'open-for-writing.c',
  args: () => ['append', 'before'],
  prepare: (ground) => {
    symlinkSync(ground.victim, path.join(ground.jail, 'before'));
  },
  event: { mode: 'write', file: (ground) => ground.victim },
});
