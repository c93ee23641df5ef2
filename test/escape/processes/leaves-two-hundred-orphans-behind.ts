import { trick } from '../trick.js';

trick({
  name: 'leaves two hundred orphans behind',
  class: 'processes',
  program: 'outlive.c',
  args: () => ['many'],
});
