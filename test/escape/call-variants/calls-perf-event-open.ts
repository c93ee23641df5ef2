import { trick } from '../trick.js';

trick({
  name: 'calls perf_event_open',
  class: 'call variants',
  program: 'try-call.c',
  args: () => ['perf_event_open'],
  boast: 'got through',
  event: { mode: 'kernel' },
});
