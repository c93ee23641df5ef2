import { mkdirSync } from 'node:fs';
import { trick } from '../trick.js';

trick({
  name: 'unlinkat directory outside',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['unlinkat-directory', `${ground.outside}/empty`],
  prepare: (ground) => {
    mkdirSync(`${ground.outside}/empty`);
  },
  event: { mode: 'write', file: (ground) => `${ground.outside}/empty` },
  harmless: () => ['unlinkat-directory', 'sub'],
});
