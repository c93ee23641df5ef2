import { trick } from '../trick.js';
import { terminal } from '../victims/terminal.js';

trick({
  name: 'types into the terminal with the highest bit of the request',
  class: 'terminal',
  program: 'type-into-terminal.c',
  args: () => ['8000000000005412'],
  stdin: (_ground, terminal) => terminal.name,
  victim: terminal,
  event: { mode: 'kernel' },
});
