import { writeFileSync } from 'node:fs';
import { trick } from '../trick.js';

trick({
  name: 'reads a file with a newline in its name',
  class: 'lexical against real',
  program: 'open-for-reading.c',
  args: (ground) => ['open', `${ground.outside}/new\nline`],
  prepare: (ground) => {
    writeFileSync(`${ground.outside}/new\nline`, ground.canary);
  },
  event: { mode: 'read', file: (ground) => `${ground.outside}/new\nline` },
});
