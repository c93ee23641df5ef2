import { trick } from '../trick.js';

trick({
  name: 'leaves a background process behind',
  class: 'processes',
  program: 'outlive.c',
  args: () => ['background'],
});
