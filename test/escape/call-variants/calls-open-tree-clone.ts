import { trick } from '../trick.js';

trick({
  name: 'calls open_tree_clone',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['open_tree_clone'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
