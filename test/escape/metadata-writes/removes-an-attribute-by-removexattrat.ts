import { execFileSync } from 'node:child_process';
import { fixture } from '../../stage/fixture.js';
import { trick } from '../trick.js';

trick({
  name: 'removes an attribute by removexattrat',
  class: 'metadata writes',
  program: 'change-metadata.c',
  args: (ground) => ['removexattrat', ground.victim],
  prepare: (ground) => {
    execFileSync(fixture('give-attribute.c').file, [ground.victim, `${ground.jail}/inside`]);
  },
});
