import { writeFileSync } from 'node:fs';
import { trick } from '../trick.js';

trick({
  name: 'reads a file whose name is not UTF-8',
  class: 'lexical against real',
  program: 'open-for-reading.c',
  args: (ground) => ['open', `${ground.outside}/\\xff\\xfe`],
  prepare: (ground) => {
    writeFileSync(Buffer.concat([Buffer.from(`${ground.outside}/`), Buffer.from([0xff, 0xfe])]), ground.canary);
  },
  event: { mode: 'read' },
});
