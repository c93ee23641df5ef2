import { trick } from '../trick.js';

trick({
  name: 'leaves a daemon behind',
  class: 'processes',
  program: 'outlive.c',
  args: () => ['daemon'],
});
