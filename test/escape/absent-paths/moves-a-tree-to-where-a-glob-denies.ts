import { trick } from '../trick.js';

trick({
  name: 'prepares a directory and moves it to where a glob denies a file',
  class: 'absent paths',
  program: 'run-line.sh',
  args: () => ['mkdir mine; echo escaped > mine/key; mv mine private'],
  policy: (ground) => ({ deny: [`${ground.private}/k*`] }),
  event: {},
});
