import { execFileSync } from 'node:child_process';
import { fixture } from '../../stage/fixture.js';
import { trick } from '../trick.js';

trick({
  name: 'removes an attribute of a file that it may read',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['fremovexattr', ground.victim],
  prepare: (ground) => {
    execFileSync(fixture('give-attribute.c').file, [ground.victim, `${ground.jail}/inside`]);
  },
  policy: (ground) => ({ read: [ground.victim] }),
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['fremovexattr', 'inside'],
});
