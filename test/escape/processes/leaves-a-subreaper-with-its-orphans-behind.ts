import { trick } from '../trick.js';

trick({
  name: 'leaves a subreaper with its orphans behind',
  class: 'processes',
  program: 'outlive.c',
  args: () => ['subreaper'],
});
