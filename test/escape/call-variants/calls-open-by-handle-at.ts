import { trick } from '../trick.js';

trick({
  name: 'calls open_by_handle_at',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['open_by_handle_at'],
  boast: 'got through',
  event: { mode: 'kernel' },
  needsRoot: true,
});
