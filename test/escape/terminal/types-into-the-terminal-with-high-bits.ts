import { trick } from '../trick.js';
import { terminal } from '../victims/terminal.js';

trick({
  name: 'types into the terminal with garbage in the high half of the request',
  class: 'terminal',
  program: 'type-into-terminal.c',
  args: () => ['100005412'],
  stdin: (_ground, terminal) => terminal.name,
  victim: terminal,
  event: { mode: 'kernel' },
});
