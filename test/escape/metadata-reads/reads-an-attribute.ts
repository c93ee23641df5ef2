import { execFileSync } from 'node:child_process';
import { fixture } from '../../stage/fixture.js';
import { trick } from '../trick.js';

trick({
  name: 'reads an attribute',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['getxattr', ground.secret],
  boast: 'it is there',
  prepare: (ground) => {
    execFileSync(fixture('give-attribute.c').file, [ground.secret, `${ground.jail}/inside`]);
  },
  policy: () => ({ metadata: 'deny' }),
  harmless: (ground) => ['getxattr', `${ground.jail}/inside`],
});
