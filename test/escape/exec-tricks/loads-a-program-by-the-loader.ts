import { copyFileSync } from 'node:fs';
import { trick } from '../trick.js';

trick({
  name: 'lets the dynamic loader load a program outside',
  class: 'exec tricks',
  program: 'run-line.sh',
  args: (ground) => [`/lib64/ld-linux-x86-64.so.2 ${ground.outside}/reader ${ground.secret}`],
  prepare: (ground) => {
    copyFileSync('/bin/cat', `${ground.outside}/reader`);
  },
  event: { file: (ground) => `${ground.outside}/reader` },
});
