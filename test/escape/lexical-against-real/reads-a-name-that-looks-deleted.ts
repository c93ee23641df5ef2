import { writeFileSync } from 'node:fs';
import { trick } from '../trick.js';

trick({
  name: "reads a file whose name ends in ' (deleted)'",
  class: 'lexical against real',
  program: 'open-for-reading.c',
  args: (ground) => ['open', `${ground.secret} (deleted)`],
  prepare: (ground) => {
    writeFileSync(`${ground.secret} (deleted)`, ground.canary);
  },
  event: { mode: 'read', file: (ground) => `${ground.secret} (deleted)` },
});
