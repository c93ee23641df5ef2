import { trick } from '../trick.js';

trick({
  name: 'reads after children that died in the middle of a call',
  class: 'exhaustion',
  program: 'exhaust.c',
  args: (ground) => ['sudden-deaths', ground.secret, '200'],
  event: { mode: 'read', file: (ground) => ground.secret },
});
