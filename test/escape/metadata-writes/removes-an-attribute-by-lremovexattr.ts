import { execFileSync } from 'node:child_process';
import { fixture } from '../../stage/fixture.js';
import { trick } from '../trick.js';

trick({
  name: 'removes an attribute by lremovexattr',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['lremovexattr', ground.victim],
  prepare: (ground) => {
    execFileSync(fixture('give-attribute.c').file, [ground.victim, `${ground.jail}/inside`]);
  },
  event: { mode: 'write', file: (ground) => ground.victim },
  harmless: () => ['lremovexattr', 'inside'],
});
