import { trick } from '../trick.js';

trick({
  name: 'leaves a process of another group behind',
  class: 'processes',
  program: 'outlive.c',
  args: () => ['new-group'],
});
