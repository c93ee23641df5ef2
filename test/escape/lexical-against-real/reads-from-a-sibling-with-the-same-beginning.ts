import { mkdirSync, writeFileSync } from 'node:fs';
import { trick } from '../trick.js';

trick({
  name: 'reads from a directory whose name begins like the jail',
  class: 'lexical against real',
  program: 'open-for-reading.c',
  args: (ground) => ['open', `${ground.jail}-sibling/secret`],
  prepare: (ground) => {
    mkdirSync(`${ground.jail}-sibling`);
    writeFileSync(`${ground.jail}-sibling/secret`, ground.canary);
  },
  event: { mode: 'read', file: (ground) => `${ground.jail}-sibling/secret` },
});
