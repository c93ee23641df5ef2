import { mkdirSync } from 'node:fs';
import { trick } from '../trick.js';

trick({
  name: 'rmdir outside',
  class: 'call variants',
  program: 'change-entry.c',
  args: (ground) => ['rmdir', `${ground.outside}/empty`],
  prepare: (ground) => {
    mkdirSync(`${ground.outside}/empty`);
  },
  event: { mode: 'write', file: (ground) => `${ground.outside}/empty` },
  harmless: () => ['rmdir', 'sub'],
});
