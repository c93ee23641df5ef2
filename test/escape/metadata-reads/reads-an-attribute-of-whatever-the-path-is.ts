import { execFileSync } from 'node:child_process';
import { fixture } from '../../stage/fixture.js';
import { trick } from '../trick.js';

trick({
  name: 'reads an attribute of whatever the path is',
  class: 'metadata reads',
  program: 'look-at.c',
  args: (ground) => ['lgetxattr', ground.secret],
  boast: 'it is there',
  prepare: (ground) => {
    execFileSync(fixture('give-attribute.c').file, [ground.secret, `${ground.jail}/inside`]);
  },
  policy: () => ({ metadata: 'deny' }),
  harmless: (ground) => ['lgetxattr', `${ground.jail}/inside`],
});
