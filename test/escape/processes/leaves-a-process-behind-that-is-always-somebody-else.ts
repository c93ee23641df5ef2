import { trick } from '../trick.js';

trick({
  name: 'leaves a process behind that is always somebody else',
  class: 'processes',
  program: 'outlive.c',
  args: () => ['leapfrog'],
});
