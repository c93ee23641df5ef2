import { trick } from '../trick.js';

trick({
  name: 'leaves a sibling behind',
  class: 'processes',
  program: 'outlive.c',
  args: () => ['clone-parent'],
});
